//! A trained network in a file: loading it, and running it on one core or on all.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rten::{Model, ModelOptions, NodeId, RunError, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

const FILE: &str = "model.onnx";

#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    #[error("{path}: {source}. `search.model` and `search.reader` must name the folders of the \
             encoder and the reader; search.encoder = \"none\" does without both",
            path = path.display())]
    Missing { path: PathBuf, source: std::io::Error },
    #[error("{path} is not a file of the bot, or damaged ({why}). Fetch it again from the bot's \
             repository, or set search.encoder = \"none\"", path = path.display())]
    Foreign { path: PathBuf, why: String },
    #[error("the encoder failed: {0}")]
    Run(#[from] RunError),
    #[error("the encoder gave vectors of another shape")]
    Shape,
    #[error("the kept vectors: {0}. `search.cache` names their folder")]
    Kept(#[from] std::io::Error),
    #[error("a text could not be cut into tokens: {0}")]
    Tokens(String),
}

impl EncoderError {
    pub(super) fn foreign(path: &Path, why: impl ToString) -> EncoderError {
        EncoderError::Foreign { path: path.to_owned(), why: why.to_string() }
    }

    pub(super) fn missing(path: &Path, source: std::io::Error) -> EncoderError {
        EncoderError::Missing { path: path.to_owned(), source }
    }

    pub(super) fn tokens(error: impl ToString) -> EncoderError {
        EncoderError::Tokens(error.to_string())
    }
}

pub(super) struct Network<const INPUTS: usize, const WIDTH: usize> {
    model: Model,
    inputs: [NodeId; INPUTS],
    output: NodeId,
    /// Single-threaded, one per core, so that questions do not wait for each other.
    threads: Vec<Arc<ThreadPool>>,
    next: AtomicUsize,
}

impl<const INPUTS: usize, const WIDTH: usize> Network<INPUTS, WIDTH> {
    pub(super) fn load(folder: &Path) -> Result<(Self, blake3::Hash), EncoderError> {
        let path = folder.join(FILE);
        // Read in pieces, here and by the library: whole, it would be in memory twice.
        let mut hasher = blake3::Hasher::new();
        std::fs::File::open(&path)
            .and_then(|mut file| std::io::copy(&mut file, &mut hasher))
            .map_err(|source| EncoderError::missing(&path, source))?;
        let mut options = ModelOptions::with_all_ops();
        // Three times as quick, and twice as large in memory.
        options.prepack_weights(true);
        let model =
            options.load_file(&path).map_err(|error| EncoderError::foreign(&path, error))?;
        let (Ok(inputs), &[output]) = (model.input_ids().try_into(), model.output_ids()) else {
            return Err(EncoderError::foreign(&path, "it has other inputs or outputs"));
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = (0..cores).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        let network = Network { model, inputs, output, threads, next: AtomicUsize::new(0) };
        match network.run(std::array::from_fn(|_| NdTensor::zeros([1, 2]))) {
            Ok(_) => Ok((network, hasher.finalize())),
            Err(error) => Err(EncoderError::foreign(&path, error)),
        }
    }

    /// Each input has a row of token numbers per text.
    pub(super) fn run(
        &self,
        inputs: [NdTensor<i32, 2>; INPUTS],
    ) -> Result<NdTensor<f32, 3>, EncoderError> {
        let [texts, tokens] = inputs.first().map_or([0, 0], |input| input.shape());
        let mut options = RunOptions::default();
        if texts == 1 {
            let turn = self.next.fetch_add(1, Ordering::Relaxed);
            options.thread_pool = self.threads.get(turn % self.threads.len().max(1)).cloned();
        }
        let values = self.inputs.iter().copied().zip(&inputs);
        let values = values.map(|(id, input)| (id, ValueOrView::from(input.view()))).collect();
        let [output] = self.model.run_n(values, [self.output], Some(options))?;
        let output: NdTensor<f32, 3> = output.try_into().map_err(|_| EncoderError::Shape)?;
        let fits = output.shape() == [texts, tokens, WIDTH];
        fits.then_some(output).ok_or(EncoderError::Shape)
    }
}

//! The program that plays sessions and is killed: it is told what people do and when, a line each,
//! and prints what everybody sees.

use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;
use verbatim::bot::{
    Bot, Channel, Filter, Kind, OutgoingMessage, QuizCommand, QuizOptions, RequestKind, SendError,
};
use verbatim::corpus::Corpus;
use verbatim::reply::{QuizAction, QuizButton};

use super::{Hands, actor, press, request, vote};
use crate::corpus::bot_over;
use crate::number_in;
use crate::store::store_at;

pub(super) const QUESTIONS: usize = 3;
pub(super) const CHANNEL: u64 = 5;
const HOST: u64 = 11;

/// The variables that tell the program where its texts and its store are, when it begins, and at
/// which message it waits to be killed: before it is shown or after.
pub(super) const TEXTS: &str = "VERBATIM_TEST_TEXTS";
pub(super) const PLACE: &str = "VERBATIM_TEST_PLAYS_AT";
pub(super) const CLOCK: &str = "VERBATIM_TEST_CLOCK";
pub(super) const BEFORE: &str = "VERBATIM_TEST_WAITS_BEFORE";
pub(super) const AFTER: &str = "VERBATIM_TEST_WAITS_AFTER";

/// What begins the lines of the program: somebody was told something, everybody saw something, it
/// waits to be killed.
pub(super) const TOLD: &str = "told ";
pub(super) const SEEN: &str = "seen ";
pub(super) const WAITS: &str = "waits";

/// Everybody's channel, as lines on standard output.
struct Lines {
    shown: AtomicUsize,
    before: Option<usize>,
    after: Option<usize>,
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{line}").unwrap();
    out.flush().unwrap();
}

#[async_trait]
impl Channel for Lines {
    async fn send(&self, post: &OutgoingMessage) -> Result<(), SendError> {
        let at = Some(self.shown.fetch_add(1, Ordering::SeqCst));
        if at != self.before {
            let heading = post.reply.heading.as_deref().unwrap_or_default();
            say(&format!("{SEEN}{}\t{heading}\t{:?}", post.name, post.reply.parts));
        }
        if at == self.before || at == self.after {
            say(WAITS);
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

/// Plays sessions as it is told, a line each. It is no test by itself: another one runs and kills
/// it.
#[test]
#[ignore = "the program that is killed"]
fn child_process_plays_sessions() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let hands = Hands::at(number_in(CLOCK).unwrap());
    let corpus = Corpus::load(Path::new(&std::env::var(TEXTS).unwrap())).unwrap();
    let bot =
        Arc::new(bot_over(corpus).with_store(Some(store_at(&place))).with_clock(hands.clock()));
    let at = |name| number_in(name).map(|at| at as usize);
    let lines =
        Arc::new(Lines { shown: AtomicUsize::new(0), before: at(BEFORE), after: at(AFTER) });
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.spawn({
        let bot = Arc::clone(&bot);
        async move { bot.quiz.run(7, lines, CancellationToken::new()).await }
    });
    for line in std::io::stdin().lock().lines().map(Result::unwrap) {
        let words: Vec<&str> = line.split(' ').collect();
        if let ["clock", time] = words[..] {
            hands.set(time.parse().unwrap());
            continue;
        }
        say(&format!("{TOLD}{}", runtime.block_on(done(&bot, &words))));
    }
}

/// Runs a line's command and returns the reply to whoever gave it.
async fn done(bot: &Bot, words: &[&str]) -> String {
    let number = |word: &str| word.parse::<u64>().unwrap();
    match *words {
        ["open"] => {
            let options = QuizOptions {
                questions: Some(QUESTIONS as u16),
                filter: Filter { kind: Some(Kind::Written), ..Filter::default() },
                ..QuizOptions::default()
            };
            let kind = RequestKind::Quiz(QuizCommand::Start(options));
            let request = request(actor(HOST, CHANNEL), 0, 0, kind);
            format!("{:?}", bot.handle(request).await.unwrap())
        }
        ["begin", session] => {
            bot.quiz.begin(session, None).await;
            "begun".to_owned()
        }
        ["vote", session, question, choice, person, event] => {
            let action = vote(session, number(question) as usize, number(choice) as usize);
            // A time that every process takes for the moment at which the question opened, as in
            // Discord's ids of long ago.
            press(bot, action, actor(number(person), CHANNEL), number(event), 0).await
        }
        ["hint", session, question, event] => {
            let button = QuizButton::Hint { number: number(question) as u16 };
            let action = QuizAction { session: session.to_owned(), button };
            press(bot, action, actor(HOST, CHANNEL), number(event), 0).await
        }
        _ => panic!("{words:?}"),
    }
}

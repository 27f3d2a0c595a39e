//! Made-up input in every way in: no panic, and nothing that takes long. A second for each as a
//! rule; `VERBATIM_TEST_FUZZ_SECONDS` says how many. A failure prints the input and its seed.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Value, json};
use verbatim::bot::{Actor, Bot, Message, Origin, Request, RequestKind, Visibility};
use verbatim::corpus::Corpus;
use verbatim::reply::{Action, Part};

use crate::corpus::shipped;
use crate::discord::{study_channel, with_store};
use crate::fake_discord::{ALICE, FakeDiscord, GENERAL};

const SECONDS: &str = "VERBATIM_TEST_FUZZ_SECONDS";

/// Of the process's own time, which other tests of it share. Unoptimised it takes many times as
/// long.
const LONGEST: Duration =
    if cfg!(debug_assertions) { Duration::from_secs(10) } else { Duration::from_millis(250) };

/// What inputs are put together from, besides the speech's words and any characters.
const PIECES: &[&str] = &[
    "what",
    "who",
    "why",
    "when",
    "does it mention",
    "how often",
    "list",
    "compare",
    "and",
    "not",
    "the",
    "§2",
    "¶1",
    "§2 ¶1",
    "2.1",
    "2.1-3",
    "–",
    "-",
    "§",
    "¶",
    "s.2",
    "acftu-2023",
    "ff",
    "9",
    "#",
    "intro",
    "notes",
    "section",
    "paragraph",
    "[",
    "](",
    ")",
    "]",
    "**",
    "__",
    "`",
    "```",
    "> ",
    "# ",
    "## ",
    "- ",
    "1. ",
    "| ",
    "***",
    "\\",
    "<",
    ">",
    "&amp;",
    "&#8217;",
    "<b>",
    "<@1>",
    "<t:1:R>",
    "https://e.org/a",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "…",
    "...",
    "!",
    "?",
    "¹",
    "[1]",
    "(Xi, 2023)",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{301}",
    "\u{feff}",
    "\0",
    "\u{fffd}",
    "🎉",
    "👩‍👩‍👧",
    "ﬁ",
    "ß",
    "İ",
    "é",
    "е",
    "中国",
    "עברית",
    "1",
    "18th",
    "eighteenth",
    "twenty-three",
    "1,000",
    "3.5",
    "99999999999999999999",
    "October 23, 2023",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "+++",
    "title = ",
    "delivered = 2023-10-23",
    "speaker = ",
    "= \"x\"",
    "p1~",
    "q~",
    "~",
    ":",
    "m1",
    "a.b.c",
    "0",
    "-1",
];

struct Maker {
    chance: ChaCha8Rng,
    words: Vec<String>,
}

impl Maker {
    fn new(seed: u64, corpus: &Corpus) -> Maker {
        let words = corpus.speeches()[0].text().split(' ').map(str::to_owned).collect();
        Maker { chance: ChaCha8Rng::seed_from_u64(seed), words }
    }

    fn below(&mut self, most: usize) -> usize {
        self.chance.next_u64() as usize % most.max(1)
    }

    fn word(&mut self) -> String {
        let at = self.below(self.words.len());
        self.words[at].clone()
    }

    fn piece(&mut self) -> String {
        match self.below(8) {
            0 => char::from_u32(self.chance.next_u32() % 0x11_0000).unwrap_or('x').to_string(),
            1..4 => PIECES[self.below(PIECES.len())].to_owned(),
            4 => {
                let word = self.word();
                let at = self.below(word.len().max(1));
                word.get(at..).unwrap_or(&word).to_owned()
            }
            5 if self.below(40) == 0 => PIECES[self.below(PIECES.len())].repeat(self.below(900)),
            _ => self.word(),
        }
    }

    fn text(&mut self) -> String {
        let pieces = match self.below(10) {
            0 => self.below(400),
            1..4 => self.below(60),
            _ => self.below(12),
        };
        let mut text = String::new();
        for _ in 0..pieces {
            text += &self.piece();
            text += ["", " ", " ", " ", "\n"][self.below(5)];
        }
        // As long as Discord lets one be.
        text.chars().take(4_000).collect()
    }
}

fn seconds() -> f64 {
    std::env::var(SECONDS).ok().and_then(|time| time.parse().ok()).unwrap_or(1.0)
}

/// Other inputs in every longer run.
fn first_seed() -> u64 {
    match std::env::var_os(SECONDS) {
        Some(_) => jiff::Timestamp::now().as_second().cast_unsigned() << 20,
        None => 0,
    }
}

/// Of all threads: a busy host does not count.
fn cpu_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(spent.tv_sec.cast_unsigned(), u32::try_from(spent.tv_nsec).unwrap())
}

/// Gives made-up texts to `take` for the time that is set.
fn fuzz(mut take: impl FnMut(&str)) {
    let corpus = shipped();
    let (began, first, mut longest) = (Instant::now(), first_seed(), Duration::ZERO);
    let mut seed = first;
    while began.elapsed().as_secs_f64() < seconds() {
        let text = Maker::new(seed, &corpus).text();
        let mut took = || {
            let before = cpu_time();
            let taken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| take(&text)));
            assert!(taken.is_ok(), "seed {seed}: panicked at {text:?}");
            cpu_time() - before
        };
        // What is made once is no input's.
        let once = took();
        let took = if once < LONGEST { once } else { once.min(took()).min(took()) };
        assert!(took < LONGEST, "seed {seed}: {took:?} for {text:?}");
        longest = longest.max(took);
        seed += 1;
    }
    if std::env::var_os(SECONDS).is_some() {
        let inputs = seed - first;
        let mut told = std::io::stderr();
        writeln!(told, "{inputs} inputs, at most {longest:?} for one").unwrap();
    }
}

fn ask(bot: &Bot, kind: RequestKind) {
    let request = Request {
        actor: Actor { person: 1, server: Some(2), channel: Some(3), ..Actor::default() },
        origin: Origin::default(),
        visibility: Visibility::Public,
        kind,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let reply = runtime.block_on(bot.handle(request));
    let broken = |part: &Part| matches!(part, Part::Text(text) if text.contains("it was not your question's fault"));
    assert!(!reply.is_some_and(|reply| reply.parts.iter().any(broken)), "an answer panicked");
}

/// Until the process does nothing: a bot that was just made prepares quizzes beside the first
/// questions.
fn wait_for_the_background() {
    let mut before = Duration::ZERO;
    while cpu_time() - before > Duration::from_millis(5) {
        before = cpu_time();
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn fuzz_bot(kind: impl Fn(String) -> Option<RequestKind>) {
    let bot = with_store(None);
    ask(&bot, RequestKind::Verify { text: "wealth".to_owned() });
    if std::env::var_os(SECONDS).is_some() {
        wait_for_the_background();
    }
    fuzz(|text| {
        if let Some(kind) = kind(text.to_owned()) {
            ask(&bot, kind);
        }
    });
}

#[test]
fn no_question_panics_or_takes_long() {
    fuzz_bot(|question| Some(RequestKind::Ask { question }));
}

#[test]
fn no_message_panics_or_takes_long() {
    fuzz_bot(|content| {
        Some(RequestKind::Message(Message { content, has_markup: true, ..Message::default() }))
    });
}

#[test]
fn no_reference_panics_or_takes_long() {
    fuzz_bot(|reference| Some(RequestKind::Cite { reference }));
}

#[test]
fn no_checked_quote_panics_or_takes_long() {
    fuzz_bot(|text| Some(RequestKind::Verify { text }));
}

#[test]
fn no_look_up_panics_or_takes_long() {
    fuzz_bot(|words| Some(RequestKind::Mentions { words, speech: String::new() }));
}

#[test]
fn no_custom_id_panics_or_takes_long() {
    fuzz_bot(|text| {
        let id: String = text.chars().take(100).collect();
        let action = Action::try_from(id).ok()?;
        Some(RequestKind::Press { action, values: vec![text] })
    });
}

/// Changes one value somewhere in it.
fn spoil(value: &mut Value, maker: &mut Maker) {
    let below = match value {
        Value::Object(fields) if !fields.is_empty() => {
            let at = maker.below(fields.len());
            let name = fields.keys().nth(at).unwrap().clone();
            if maker.below(6) == 0 {
                fields.remove(&name);
                return;
            }
            fields.get_mut(&name)
        }
        Value::Array(items) if !items.is_empty() => {
            let at = maker.below(items.len());
            items.get_mut(at)
        }
        _ => None,
    };
    match below {
        Some(below) => spoil(below, maker),
        None => {
            *value = match maker.below(6) {
                0 => Value::Null,
                1 => json!([]),
                2 => json!({}),
                3 => json!(maker.chance.next_u64()),
                4 => json!(maker.below(20)),
                _ => json!(maker.text()),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_event_of_the_gateway_stops_the_bot() {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // A task that panics ends in silence. Other tests of this process break on purpose.
        let in_the_bot = |at: &std::panic::Location<'_>| at.file().starts_with("src/");
        PANICS.fetch_add(usize::from(panic.location().is_some_and(in_the_bot)), Ordering::Relaxed);
        usual(panic);
    }));
    let (discord, bot) = study_channel().await;
    discord.mention(ALICE, GENERAL, "Who creates the wealth?").await;
    let answer = discord.ask(ALICE, GENERAL, "Who?").await;
    let interaction = |discord: &FakeDiscord| discord.last_event("INTERACTION_CREATE").unwrap();
    let mut events = vec![("INTERACTION_CREATE", interaction(&discord))];
    if let Some(button) = answer.buttons().into_iter().find(|button| !button.disabled) {
        discord.click(ALICE, &answer, &button.label).await;
        events.push(("INTERACTION_CREATE", interaction(&discord)));
    }
    events.push(("MESSAGE_CREATE", discord.last_event("MESSAGE_CREATE").unwrap()));
    let corpus = shipped();
    let (began, mut seed) = (Instant::now(), first_seed());
    while began.elapsed().as_secs_f64() < seconds() {
        for _ in 0..32 {
            seed += 1;
            let mut maker = Maker::new(seed, &corpus);
            let (name, event) = &events[maker.below(events.len())];
            let mut event = event.clone();
            for _ in 0..=maker.below(3) {
                spoil(&mut event, &mut maker);
            }
            discord.dispatch_raw(name, event);
        }
        let id = discord.start_slash(ALICE, GENERAL, "help", []);
        assert!(discord.outcome(id).await.is_some(), "no answer after seed {seed}");
        discord.settle().await;
        discord.forget();
    }
    bot.stop().await;
    assert_eq!(PANICS.load(Ordering::Relaxed), 0);
    discord.leave();
}

#[test]
fn no_file_of_the_corpus_panics_or_takes_long() {
    let dir = tempfile::tempdir().unwrap();
    let speech = dir.path().join("x");
    std::fs::create_dir(&speech).unwrap();
    let head = "+++\ntitle = \"T\"\nspeaker = \"S\"\ndelivered = \"2023\"\n+++\n\n# T\n\n";
    fuzz(|text| {
        std::fs::write(speech.join("speech.md"), format!("{head}{text}")).unwrap();
        let _ = Corpus::load(dir.path());
    });
}

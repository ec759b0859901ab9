//! The block that is redrawn, on a terminal that is emulated.

use super::*;
use crate::model::event::CompileStarted;
use crate::model::event::InstallProgress;
use crate::model::event::InstallStarted;
use crate::model::event::TrialStarted;

/// As much of a terminal as the block uses.
#[derive(Default)]
struct Screen {
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
}

impl Screen {
    fn of(bytes: &str) -> Self {
        let mut screen = Self::default();
        let mut rest = bytes;
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            match character {
                '\n' => {
                    screen.row += 1;
                    screen.column = 0;
                }
                '\x1b' => rest = screen.sequence(rest),
                other => screen.put(other),
            }
        }
        screen
    }

    fn sequence<'a>(&mut self, rest: &'a str) -> &'a str {
        let rest = rest.strip_prefix('[').expect("only CSI sequences are used");
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        let number = rest[..end].parse().unwrap_or(0);
        match &rest[end..=end] {
            "A" => {
                assert!(self.row >= number, "the cursor leaves the top");
                self.row -= number;
            }
            "K" => {
                let column = self.column;
                self.line().truncate(column);
            }
            "J" => {
                self.lines.truncate(self.row);
            }
            other => panic!("unknown sequence {other}"),
        }
        &rest[end + 1..]
    }

    fn line(&mut self) -> &mut Vec<char> {
        while self.lines.len() <= self.row {
            self.lines.push(Vec::new());
        }
        &mut self.lines[self.row]
    }

    fn put(&mut self, character: char) {
        let column = self.column;
        let line = self.line();
        line.resize(line.len().max(column + 1), ' ');
        line[column] = character;
        self.column += 1;
    }

    fn text(&self) -> String {
        self.lines
            .iter()
            .map(|line| line.iter().collect::<String>() + "\n")
            .collect()
    }
}

struct Play {
    terminal: Terminal,
    paper: Paper,
    told: usize,
}

impl Play {
    fn new(width: usize) -> Self {
        let paper = Paper::default();
        let terminal = Terminal::new(Options {
            out: Box::new(paper.clone()),
            style: Style::plain().width(width),
            live: true,
            verbosity: Verbosity::Normal,
        });
        Self {
            terminal,
            paper,
            told: 0,
        }
    }

    fn tell(&mut self, script: &Script) -> String {
        for event in &script.events[self.told..] {
            self.terminal.event(event);
        }
        self.told = script.events.len();
        Screen::of(&self.paper.text()).text()
    }
}

fn started(label: &str, total: u64) -> EventKind {
    EventKind::InstallStarted(InstallStarted {
        digest: Sha256::of(label.as_bytes()),
        label: label.to_owned(),
        total: Some(total),
    })
}

fn progress(label: &str, received: u64) -> EventKind {
    EventKind::InstallProgress(InstallProgress {
        digest: Sha256::of(label.as_bytes()),
        received,
        total: None,
    })
}

fn compiling(label: &str) -> EventKind {
    EventKind::CompileStarted(CompileStarted {
        digest: Sha256::of(label.as_bytes()),
        label: label.to_owned(),
    })
}

/// A first run up to its sixth second.
fn screen_2() -> Script {
    let suites = [
        ("commands", 40),
        ("limits", 18),
        ("lua", 96),
        ("python", 12),
        ("quickjs", 20),
        ("ruby", 48),
    ];
    let mut all = plan(&suites, 104, 68);
    all.discovery = Duration::from_millis(14);
    let mut script = Script::new(all);
    for (label, total) in [
        ("python 3.12.0", 11_900_000),
        ("ruby 3.2.4", 31_200_000),
        ("ruby 3.3.3", 34_000_000),
        ("ruby 3.4.1", 30_400_000),
    ] {
        script.event(started(label, total));
    }
    script.at(500);
    for (suite, passed, known, millis) in [
        ("limits", 18, 0, 190),
        ("commands", 40, 0, 310),
        ("lua", 48, 48, 420),
    ] {
        script.trials(suite, passed, known);
        script.suite(suite, millis);
    }
    for index in 0..59 {
        script.program(&format!("p{index}"), Compiled::Fresh, 1_000);
    }
    script.at(2_000);
    script.event(compiling("python 3.12.0"));
    script.at(5_900);
    script.artifact(
        Sha256::of(b"python 3.12.0"),
        "python 3.12.0",
        11_900_000,
        Fetched::Fetched,
    );
    script.event(started("ruby head", 33_000_000));
    script.event(compiling("quickjs 0.16.2 (winch)"));
    script.event(progress("ruby 3.2.4", 22_400_000));
    script.event(progress("ruby 3.3.3", 16_000_000));
    script.at(6_000);
    script.event(progress("ruby 3.4.1", 12_300_000));
    script
}

#[test]
fn screen_2_after_six_seconds() {
    let screen = Play::new(100).tell(&screen_2());
    assert_eq!(
        screen,
        "  Discovered 6 suites, 104 cases, 234 trials in 14ms
        PASS limits          18 trials   18 passed                                  0.19s
        PASS commands        40 trials   40 passed                                  0.31s
        PASS lua             96 trials   48 passed, 48 known failures               0.42s

    Fetching python 3.12.0    ━━━━━━━━━━━━━━━━━━━━━━━━  11.9 of 11.9 MB  verified
             ruby 3.2.4       ━━━━━━━━━━━━━━━━━╸        22.4 of 31.2 MB   3.7 MB/s
             ruby 3.3.3       ━━━━━━━━━━━╸              16.0 of 34.0 MB   2.7 MB/s
             ruby 3.4.1       ━━━━━━━━━╸                12.3 of 30.4 MB   2.1 MB/s   1 more
   Compiling 59 of 68 programs  python 3.12.0 4s, quickjs 0.16.2 (winch) 0s
     Running 154 of 234 trials  waiting for programs
"
    );
}

#[test]
fn lines_that_stay_take_the_place_of_the_block() {
    let mut script = screen_2();
    let mut play = Play::new(100);
    play.tell(&script);
    script.trials("quickjs", 20, 0);
    script.suite("quickjs", 110);
    let screen = play.tell(&script);
    let lines: Vec<&str> = screen.lines().collect();
    assert!(lines[4].starts_with("        PASS quickjs "), "{screen}");
    assert_eq!(lines[5], "");
    assert!(lines[6].starts_with("    Fetching "), "{screen}");
    assert_eq!(lines.len(), 12);
    script.at(7_000);
    script.end(|_| {});
    let screen = play.tell(&script);
    assert!(
        screen
            .lines()
            .last()
            .unwrap()
            .starts_with("     Summary 174 trials"),
        "{screen}"
    );
    assert!(!screen.contains("Running"), "{screen}");
}

#[test]
fn the_block_shrinks_without_a_trace() {
    let mut script = screen_2();
    let mut play = Play::new(100);
    play.tell(&script);
    script.at(8_000);
    for label in ["ruby 3.2.4", "ruby 3.3.3", "ruby 3.4.1", "ruby head"] {
        script.artifact(Sha256::of(label.as_bytes()), label, 1, Fetched::Fetched);
    }
    script.at(8_200);
    script.event(EventKind::TrialStarted(TrialStarted {
        trial: "python/long@python=3.12.0".to_owned(),
        attempt: 1,
    }));
    let screen = play.tell(&script);
    let block: Vec<&str> = screen.lines().skip(5).collect();
    assert_eq!(
        block,
        [
            "   Compiling 59 of 68 programs  python 3.12.0 6s, quickjs 0.16.2 (winch) 2s",
            "     Running 154 of 234 trials",
        ]
    );
    play.terminal.tick(Duration::from_millis(11_300));
    let screen = Screen::of(&play.paper.text()).text();
    assert!(
        screen.ends_with("     Running 154 of 234 trials  python/long@python=3.12.0 3s\n"),
        "{screen}"
    );
}

#[test]
fn no_line_of_the_block_is_as_wide_as_the_terminal() {
    for width in [40, 50, 60, 80, 100] {
        let screen = Play::new(width).tell(&screen_2());
        for line in screen.lines().skip(4) {
            let fetching =
                line.contains('━') || line.contains("Running") || line.contains("Compiling");
            assert!(
                !fetching || console::measure_text_width(line) < width,
                "{width}: {line}"
            );
        }
    }
}

#[test]
fn a_terminal_too_narrow_for_the_block_has_none() {
    let mut play = Play::new(30);
    play.tell(&screen_2());
    assert!(!play.paper.text().contains('\x1b'));
}

#[test]
fn frames_are_a_tenth_of_a_second_apart_and_the_first_waits_too() {
    let mut script = Script::new(plan(&[("a", 1_000)], 1_000, 0));
    for millis in 0..1_000 {
        script.at(millis);
        script.trial(trial(&format!("a/c{millis}")));
    }
    let mut play = Play::new(100);
    play.tell(&script);
    assert_eq!(play.paper.text().matches("Running").count(), 9);
}

#[test]
fn a_run_that_is_cut_off_leaves_no_block() {
    let mut play = Play::new(100);
    play.tell(&screen_2());
    play.terminal.finish().unwrap();
    let screen = Screen::of(&play.paper.text()).text();
    assert_eq!(screen.lines().count(), 4, "{screen}");
}

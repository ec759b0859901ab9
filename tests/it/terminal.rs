//! What a person sees on a terminal: the live block comes and goes, and nothing is lost at 80 columns.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;
use crate::peers;

/// Runs the binary under a pseudo terminal of so many columns and gives all that it wrote to it.
fn on_a_terminal(tree: &Harness, columns: u16, args: &str) -> String {
    let binary = env!("CARGO_BIN_EXE_wassay");
    let line = format!("stty cols {columns} rows 50; '{binary}' {args} 2>/dev/tty");
    let output = tree
        .program("script", &["-qec", &line, "/dev/null"])
        .env("TERM", "xterm-256color")
        .output()
        .expect("script can be started");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What is on the screen in the end.
fn screen(written: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let (mut row, mut column) = (0, 0);
    let mut rest = written;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '\r' => column = 0,
            '\n' => {
                row += 1;
                if row == lines.len() {
                    lines.push(String::new());
                }
            }
            '\x1b' => {
                let sequence = rest.strip_prefix('[').expect("only CSI sequences are used");
                let end = sequence
                    .find(|c: char| c.is_ascii_alphabetic())
                    .expect("a sequence ends");
                let number: usize = sequence[..end].parse().unwrap_or(1);
                match &sequence[end..=end] {
                    "A" => row = row.checked_sub(number).expect("never above the first line"),
                    "B" => row += number,
                    "C" => column += number,
                    "D" => column -= number,
                    "K" => match &sequence[..end] {
                        "2" => lines[row].clear(),
                        _ => lines[row] = lines[row].chars().take(column).collect(),
                    },
                    "J" => {
                        lines[row] = lines[row].chars().take(column).collect();
                        lines.truncate(row + 1);
                    }
                    // Colours, and whether the cursor is seen.
                    "m" | "h" | "l" => {}
                    other => panic!("what does `{other}` do?"),
                }
                rest = &sequence[end + 1..];
            }
            character => {
                let mut own: Vec<char> = lines[row].chars().collect();
                own.resize(own.len().max(column + 1), ' ');
                own[column] = character;
                lines[row] = own.into_iter().collect();
                column += 1;
            }
        }
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Times as `[TIME]`, so that whole screens can be compared.
fn redacted(lines: &[String]) -> String {
    let times = regex::Regex::new(r"\b\d+(\.\d+)?(ms|s)\b").expect("the pattern is right");
    times.replace_all(&lines.join("\n"), "[TIME]").into_owned()
}

/// One case that passes, one that differs, and one that waits for a second of real time.
fn tree() -> Harness {
    let spin = "[[case]]\ncommand = \"*.wat\"\n[[case]]\ncommand = \"spin.wat\"\nending = \"timed out\"\n\
                limits = { timeout = \"900ms\" }\n";
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", spin)
        .file("suites/demo/differs.wat", HELLO)
        .file("suites/demo/pass.wat", HELLO)
        .file(
            "suites/demo/spin.wat",
            "(module (func (export \"_start\") (loop $l (br $l))))",
        );
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    tree.write("suites/demo/differs.wat", printing("hullo\\n", 6));
    tree
}

const FAILING: &str = "  Discovered 1 suite, 3 cases, 3 trials in [TIME]
        FAIL demo/differs     [TIME]  stdout differs
        FAIL demo             3 trials   2 passed, 1 failed                         [TIME]

── 1 change in 1 trial ─────────────────────────────────────────────────────────────────────────────

   demo/differs

   snapshots/demo/differs.snap
      2  2  │
      3  3  │   stdout:
      4     │ - | hello
         4  │ + | hullo
      5  5  │
      6  6  │   stderr: empty

   again    wassay run demo/differs
   accept   wassay accept demo/differs                changes 1 snapshot
────────────────────────────────────────────────────────────────────────────────────────────────────
     Summary 3 trials in [TIME]: 2 passed, 1 failed
             1 snapshot pending: `wassay pending`, or `wassay accept` to take it as it is
";

#[test]
fn the_live_block_is_drawn_and_leaves_nothing_behind() {
    if !peers::has("script") {
        return;
    }
    let tree = tree();
    let written = on_a_terminal(&tree, 100, "run");
    let running = written.matches("Running").count();
    assert!(
        running > 1,
        "the block is redrawn while a trial runs: {written:?}"
    );
    assert!(
        written.contains("\x1b[31m") || written.contains("\x1b[1m"),
        "{written:?}"
    );
    let lines = screen(&written);
    assert_eq!(redacted(&lines), FAILING);
}

#[test]
fn no_color_means_none_and_the_screen_is_the_same() {
    if !peers::has("script") {
        return;
    }
    let tree = tree().env("NO_COLOR", "1");
    let written = on_a_terminal(&tree, 100, "run");
    let colour = regex::Regex::new("\x1b\\[[0-9;]*m").expect("the pattern is right");
    assert!(!colour.is_match(&written), "{written:?}");
    assert_eq!(redacted(&screen(&written)), FAILING);
}

#[test]
fn a_pipe_and_ci_get_lines_alone() {
    let tree = tree();
    let piped = tree.wassay(&["run"]).exits(1);
    let trimmed: Vec<&str> = piped.stderr.lines().map(str::trim_end).collect();
    assert_eq!(trimmed.join("\n") + "\n", FAILING);
    if peers::has("script") {
        let written = on_a_terminal(&tree, 100, "run").replace("\r\n", "\n");
        assert!(written.contains('\x1b'));
        let ci = on_a_terminal(&tree.env("CI", "1").env("NO_COLOR", "1"), 100, "run");
        assert!(!ci.contains('\x1b'), "{ci:?}");
    }
}

#[test]
fn eighty_columns_lose_no_verdict() {
    if !peers::has("script") {
        return;
    }
    let deep = "a-rather-long-directory/and-another-one-below-it";
    let name = "a-case-whose-name-goes-on-and-on-for-as-long-as-anybody-could-ever-want-it-to";
    let tree = Harness::with_root()
        .file(&format!("suites/{deep}/wassay.toml"), "")
        .file(&format!("suites/{deep}/{name}.wat"), HELLO)
        .file(
            &format!("suites/{deep}/broken.wat"),
            "(module (import \"env\" \"nope\" (func)))",
        );
    let table = [
        (
            "run",
            "NEW a-rather-long-di…d-ever-want-it-to [TIME]  exited 0, stdout 6 bytes",
            "1 new, 1 broken",
        ),
        (
            "run --update accept",
            "Accepted 1 snapshot",
            "1 passed, 1 broken",
        ),
        (
            "run -v",
            "PASS a-rather-long-directory/and-a…-anybody-could-ever-want-it-to [TIME]",
            "1 passed, 1 broken",
        ),
    ];
    for (args, line, counts) in table {
        let lines = screen(&on_a_terminal(&tree, 80, args));
        for line in &lines {
            assert!(line.chars().count() <= 80, "{args}: {line}");
        }
        let text = redacted(&lines);
        let broken = "      BROKEN a-rather-…-it/broken [TIME]\n             `broken.wat` imports `env.nope`, which nothing here provides\n";
        for said in [
            line,
            broken,
            &format!("     Summary 2 trials in [TIME]: {counts}\n"),
        ] {
            assert!(text.contains(said), "{args}: `{said}` is not in\n{text}");
        }
    }
}

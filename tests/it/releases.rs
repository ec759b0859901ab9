//! Trees whose scripts run on several releases of one runtime, all files of the tree.

use crate::harness::Harness;
use crate::harness::printing;
use std::fs;

/// A runtime `echo` that claims `.txt`. It prints what its release prints, whatever the script says.
pub(crate) struct Echo<'a> {
    /// Its version.
    pub(crate) version: &'a str,
    /// What it prints, without the line feed.
    pub(crate) prints: &'a str,
}

impl Echo<'_> {
    fn program(&self) -> String {
        printing(&format!("{}\\n", self.prints), self.prints.len() + 1)
    }

    fn pin(&self) -> String {
        let version = self.version;
        let digest = wassay::digest::Sha256::of(self.program().as_bytes()).hex();
        format!(
            "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"{version}\"\nextensions = [\"txt\"]\n\
             [repositories.runtimes.binary]\nurl = \"file:echo-{version}.wat\"\nfilename = \"echo-{version}.wat\"\n\
             checksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
        )
    }
}

/// Pins releases for the project `dir` and puts their programs beside the pins.
pub(crate) fn pin(tree: &Harness, dir: &str, releases: &[Echo<'_>]) {
    for entry in fs::read_dir(tree.tree().join(dir)).into_iter().flatten() {
        // A program that no pin names any more would be a case.
        let path = entry.expect("the tree is ours").path();
        if path.extension().is_some_and(|extension| extension == "wat") {
            fs::remove_file(path).expect("the tree is ours");
        }
    }
    let mut text = "version = 1\n[[repositories]]\nname = \"test\"\n".to_owned();
    for release in releases {
        text.push_str(&release.pin());
        tree.write(
            &format!("{dir}/echo-{}.wat", release.version),
            release.program(),
        );
    }
    tree.write(&format!("{dir}/.wws.toml"), text);
}

/// Releases 1.0.1, 1.5.0 and 2.0.0 that print the same.
pub(crate) const THREE: [Echo<'static>; 3] = [
    Echo {
        version: "1.0.1",
        prints: "same",
    },
    Echo {
        version: "1.5.0",
        prints: "same",
    },
    Echo {
        version: "2.0.0",
        prints: "same",
    },
];

/// A tree with two scripts, `echo/one` and `echo/two`, on [`THREE`] releases and the engines `default` and `winch`.
pub(crate) fn tree() -> Harness {
    let tree = Harness::with_root()
        .file(
            "suites/echo/wassay.toml",
            "[matrix]\nengine = [\"default\", \"winch\"]\n",
        )
        .file("suites/echo/one.txt", "# the first\n")
        .file("suites/echo/two.txt", "# the second\n");
    pin(&tree, "suites/echo", &THREE);
    tree
}

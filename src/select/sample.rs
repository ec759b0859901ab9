//! A little tree of trials, written by hand.

use crate::model::case::Case;
use crate::model::id::TrialId;
use crate::model::runtime::Runtime;
use crate::model::sample;
use crate::model::trial::Trial;
use std::sync::Arc;

/// Ten trials: two commands, two Lua scripts on two releases, two Ruby scripts in projects one inside the other.
pub(crate) fn trials() -> Vec<Trial> {
    let commands = Arc::new(sample::project("commands"));
    let lua = Arc::new(sample::project("lua"));
    let ruby = Arc::new(sample::project("ruby"));
    let core = Arc::new(sample::project("ruby/core"));
    let tagged = |case: Case, tags: &[&str]| {
        Arc::new(Case {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..case
        })
    };
    let args = tagged(sample::command(&commands, "args"), &["p1", "slow"]);
    let exit = tagged(sample::command(&commands, "exit"), &["p2"]);
    let goto = tagged(sample::script(&lua, "goto", "lua"), &[]);
    let numbers = tagged(sample::script(&lua, "numbers", "lua"), &["slow"]);
    let outer = tagged(sample::script(&ruby, "core", "ruby"), &["p1+p2"]);
    let set = tagged(sample::script(&core, "set", "ruby"), &[]);
    let old = sample::release("lua", "5.1.5");
    let new = sample::tagged("lua", "5.5.1", &["head"]);
    let ruby = sample::release("ruby", "3.3.3");
    let candidate = sample::release("ruby", "3.4.1~rc");
    vec![
        trial(&args, None, "default"),
        trial(&args, None, "winch"),
        trial(&exit, None, "default"),
        trial(&goto, Some(&old), "default"),
        trial(&goto, Some(&new), "default"),
        trial(&numbers, Some(&old), "default"),
        trial(&numbers, Some(&new), "default"),
        trial(&numbers, Some(&new), "winch"),
        trial(&outer, Some(&ruby), "default"),
        trial(&set, Some(&candidate), "default"),
    ]
}

/// Ids of trials.
pub(crate) fn ids(trials: &[Trial]) -> Vec<String> {
    trials.iter().map(|trial| trial.id.to_string()).collect()
}

fn trial(case: &Arc<Case>, runtime: Option<&Arc<Runtime>>, engine: &str) -> Trial {
    let release = runtime.map(|pin| (pin.key.name.as_str().into(), pin.key.version.clone()));
    Trial {
        id: TrialId {
            case: case.id.clone(),
            release,
            engine: engine.into(),
        },
        case: Arc::clone(case),
        runtime: runtime.cloned(),
        engine: Arc::clone(&sample::engines(&[engine])[engine]),
        expectation: None,
        barred: None,
    }
}

use super::*;
use crate::snapshot::plan::scene::Scene;
use crate::snapshot::plan::scene::document;
use crate::snapshot::plan::scene::scene;

/// Snapshots: file or variant, and text.
type Pairs<'a> = &'a [(&'a str, &'a str)];

#[test]
fn what_matches_writes_nothing() {
    let scene =
        scene()
            .has(&[("", "x"), ("@lua=5.1", "y")])
            .ran(&["5.1.5=y", "5.4.9=x", "5.4.9/winch=~"]);
    assert!(scene.writes().is_empty());
    let groups = scene.plan().groups;
    let shown: Vec<_> = groups
        .iter()
        .map(|group| (group.trials.join(" "), group.snapshot.clone().unwrap()))
        .collect();
    assert_eq!(
        shown,
        [
            (
                "lua/a@lua=5.1.5".to_owned(),
                "snapshots/lua/a@lua=5.1.snap".to_owned()
            ),
            (
                "lua/a@lua=5.4.9".to_owned(),
                "snapshots/lua/a.snap".to_owned()
            )
        ]
    );
}

#[test]
fn rule_2_without_snapshots_the_largest_group_is_the_base() {
    let table: [(&[&str], &[&str]); 9] = [
        (&["default=x"], &["new :x"]),
        (&["default=x", "winch=x"], &["new :x"]),
        (
            &["default=x", "winch=y"],
            &["new :x", "variant @engine=winch:y"],
        ),
        (
            &["5.1.5=a", "5.3.6=b", "5.4.9=b"],
            &["new :b", "variant @lua=5.1:a"],
        ),
        // A tie: the newest release decides.
        (&["5.1.5=a", "5.4.9=b"], &["new :b", "variant @lua=5.1:a"]),
        (&["5.10.0=b", "5.9.0=a"], &["new :b", "variant @lua=5.9:a"]),
        (
            &["5.1.5=a", "5.3.6=b", "5.4.9=c", "5.5.1=c"],
            &["new :c", "variant @lua=5.1:a", "variant @lua=5.3:b"],
        ),
        (&["5.1.5=!", "5.4.9=x"], &["new :x"]),
        (&["5.1.5=!", "5.4.9=~"], &[]),
    ];
    for (ran, expected) in table {
        assert_eq!(scene().ran(ran).writes(), expected, "{ran:?}");
    }
}

#[test]
fn rule_2_all_that_one_snapshot_serves_agree() {
    let changed = scene().has(&[("", "x")]).ran(&["5.1.5=y", "5.4.9=y"]);
    assert_eq!(changed.writes(), ["changed :y"]);
    assert_eq!(
        changed.plan().writes[0].replaces,
        Some(document("x").digest())
    );
    assert_eq!(changed.plan().writes[0].trials.len(), 2);
    let variant = scene()
        .has(&[("", "x"), ("@lua=5.1", "v")])
        .ran(&["5.1.5=w", "5.4.9=x"]);
    assert_eq!(variant.writes(), ["changed @lua=5.1:w"]);
    let both = scene()
        .has(&[("", "x"), ("@lua=5.1", "v")])
        .ran(&["5.1.5=y", "5.4.9=y"]);
    assert_eq!(both.writes(), ["changed :y", "changed @lua=5.1:y"]);
    let broken_takes_no_part =
        scene()
            .has(&[("", "x")])
            .ran(&["5.1.5=!", "5.4.9=y", "5.4.9/winch=~"]);
    assert_eq!(broken_takes_no_part.writes(), ["changed :y"]);
}

#[test]
fn rule_2_other_groups_become_variants_with_the_shortest_address() {
    let table: [(&[&str], &[&str]); 13] = [
        (&["5.4.9=x", "5.5.1=y"], &["variant @lua=5.5:y"]),
        // A prefix that holds for another trial is too short.
        (&["5.5.0=x", "5.5.1=y"], &["variant @lua=5.5.1:y"]),
        (&["18=x", "20=y"], &["variant @lua=20:y"]),
        (&["5.3.6=x", "5.4.1=y", "5.4.2=y"], &["variant @lua=5.4:y"]),
        (
            &["5.3.6=x", "5.4.9=y", "5.10.1=y"],
            &["variant @lua=5.4..5.10:y"],
        ),
        (
            &["5.3.6=x", "5.4.8=x", "5.4.9=y", "5.5.1=y"],
            &["variant @lua=5.4.9..5.5:y"],
        ),
        // Nothing fits 5.1 and 5.4 without 5.3: one for each.
        (
            &["5.1.5=y", "5.3.6=x", "5.4.9=y"],
            &["variant @lua=5.1:y", "variant @lua=5.4:y"],
        ),
        (
            &["5.4.9=x", "5.4.9/winch=y", "5.5.1=x", "5.5.1/winch=y"],
            &["variant @engine=winch:y"],
        ),
        (
            &["5.4.9=x", "5.4.9/winch=x", "5.5.1=x", "5.5.1/winch=y"],
            &["variant @lua=5.5,engine=winch:y"],
        ),
        (
            &["5.4.9=x", "5.4.9/winch=x", "5.5.1=y", "5.5.1/winch=y"],
            &["variant @lua=5.5:y"],
        ),
        (
            &["default=x", "winch=y", "pulley=y"],
            &["variant @engine=winch:y", "variant @engine=pulley:y"],
        ),
        (
            &["default=y", "winch=x", "pulley=x"],
            &["variant @engine=default:y"],
        ),
        // Literally: the base stays when its trials do not agree.
        (
            &["5.4.9=y", "5.5.1=z"],
            &["variant @lua=5.4:y", "variant @lua=5.5:z"],
        ),
    ];
    for (ran, expected) in table {
        assert_eq!(
            scene().has(&[("", "x")]).ran(ran).writes(),
            expected,
            "{ran:?}"
        );
    }
}

#[test]
fn groups_without_an_address_are_split_by_release_then_engine_then_both() {
    let whole_releases = scene().has(&[("", "x")]).ran(&[
        "5.1=y",
        "5.1/winch=y",
        "5.2=x",
        "5.2/winch=x",
        "5.3=y",
        "5.3/winch=y",
    ]);
    assert_eq!(
        whole_releases.writes(),
        ["variant @lua=5.1:y", "variant @lua=5.3:y"]
    );
    let whole_engines = scene().has(&[("", "x")]).ran(&[
        "5.1=x",
        "5.1/winch=y",
        "5.1/pulley=y",
        "5.2=x",
        "5.2/winch=y",
        "5.2/pulley=y",
    ]);
    assert_eq!(
        whole_engines.writes(),
        ["variant @engine=winch:y", "variant @engine=pulley:y"]
    );
    let checkered =
        scene()
            .has(&[("", "x")])
            .ran(&["5.1=x", "5.1/winch=y", "5.2=y", "5.2/winch=x"]);
    assert_eq!(
        checkered.writes(),
        [
            "variant @lua=5.1,engine=winch:y",
            "variant @lua=5.2,engine=default:y"
        ]
    );
}

#[test]
fn a_variant_is_narrower_than_the_one_it_departs_from() {
    let table: [(Pairs<'_>, &[&str], &[&str]); 4] = [
        (
            &[("", "x"), ("@lua=5.5", "v")],
            &["5.4.9=x", "5.5.1=v", "5.5.2=w"],
            &["variant @lua=5.5.2:w"],
        ),
        // `engine=winch` alone would tie with `lua=5.5`.
        (
            &[("", "x"), ("@lua=5.5", "v")],
            &["5.5.1=v", "5.5.1/winch=w"],
            &["variant @lua=5.5,engine=winch:w"],
        ),
        (
            &[("", "x"), ("@lua=5.1..5.5", "v")],
            &["5.1.5=v", "5.4.9=w", "5.5.1=w"],
            &["variant @lua=5.4:w", "variant @lua=5.5:w"],
        ),
        (
            &[("", "x"), ("@lua=3.4.1", "v")],
            &["3.4.1=w", "3.4.1+2.7=v", "3.3.0=x"],
            &["variant @lua==3.4.1,engine=default:w"],
        ),
    ];
    for (stored, ran, expected) in table {
        assert_eq!(scene().has(stored).ran(ran).writes(), expected, "{ran:?}");
    }
}

#[test]
fn rule_3_another_release_keeps_what_it_has() {
    let one_release = scene()
        .has(&[("", "x")])
        .ran(&["5.5.1=y"])
        .skips(&["5.4.9", "5.3.6"]);
    assert_eq!(one_release.writes(), ["variant @lua=5.5:y"]);
    let sibling = scene()
        .has(&[("", "x")])
        .ran(&["5.5.1=y"])
        .skips(&["5.5.0"]);
    assert_eq!(sibling.writes(), ["variant @lua=5.5.1:y"]);
    let between = scene()
        .has(&[("", "x")])
        .ran(&["5.3.6=y", "5.5.1=y"])
        .skips(&["5.4.9"]);
    assert_eq!(
        between.writes(),
        ["variant @lua=5.3:y", "variant @lua=5.5:y"]
    );
    let others_have_their_own = scene()
        .has(&[("", "x"), ("@lua=5.4", "v")])
        .ran(&["5.5.1=y"])
        .skips(&["5.4.9"]);
    assert_eq!(others_have_their_own.writes(), ["changed :y"]);
    let new = scene().ran(&["5.5.1=y"]).skips(&["5.4.9"]);
    assert_eq!(new.writes(), ["new :y"]);
}

#[test]
fn rule_3_another_engine_agrees_with_those_that_ran() {
    let table: [(&[&str], &[&str], &[&str]); 7] = [
        (&["default=y"], &["winch"], &["changed :y"]),
        (&["winch=y"], &["default"], &["changed :y"]),
        (
            &["5.4.9/winch=x", "5.5.1/winch=y"],
            &["5.4.9", "5.5.1"],
            &["variant @lua=5.5:y"],
        ),
        // `default` decides for the third, so the second is alone.
        (
            &["default=x", "winch=y"],
            &["pulley"],
            &["variant @engine=winch:y"],
        ),
        (
            &["default=y", "winch=x"],
            &["pulley"],
            &["variant @engine=default:y", "variant @engine=pulley:y"],
        ),
        // Those that ran do not agree and `default` is not among them: it keeps what it has.
        (
            &["pulley=y", "winch=z"],
            &["default"],
            &["variant @engine=pulley:y", "variant @engine=winch:z"],
        ),
        (&["default=y"], &["~winch"], &["changed :y"]),
    ];
    for (ran, skipped, expected) in table {
        assert_eq!(
            scene().has(&[("", "x")]).ran(ran).skips(skipped).writes(),
            expected,
            "{ran:?} {skipped:?}"
        );
    }
    let own_variant = scene()
        .has(&[("", "x"), ("@engine=winch", "v")])
        .ran(&["default=y"])
        .skips(&["winch"]);
    assert_eq!(own_variant.writes(), ["changed :y"]);
}

#[test]
fn rule_3_what_is_expected_to_be_broken_takes_no_part() {
    let lua = scene().has(&[("", "x")]).ran(&["5.5.1=y"]).skips(&[
        "5.4.9",
        "~5.5.1/winch",
        "~5.4.9/winch",
    ]);
    assert_eq!(lua.writes(), ["variant @lua=5.5:y"]);
    let only = scene()
        .has(&[("", "x")])
        .ran(&["5.5.1=y"])
        .skips(&["~5.4.9"]);
    assert_eq!(only.writes(), ["changed :y"]);
}

#[test]
fn rule_4_redundant_variants_are_named() {
    let table: [(Pairs<'_>, &[&str], &[&str]); 5] = [
        (
            &[("", "x"), ("@lua=5.5", "x")],
            &["5.4.9=x", "5.5.1=x"],
            &["/s/lua/a@lua=5.5.snap"],
        ),
        (
            &[("", "x"), ("@lua=5.5", "y")],
            &["5.4.9=x", "5.5.1=y"],
            &[],
        ),
        // Without the narrow one the wide one would serve.
        (
            &[("", "x"), ("@lua=5.5", "y"), ("@lua=5.5.1", "x")],
            &["5.4.9=x", "5.5.0=y", "5.5.1=x"],
            &[],
        ),
        // What the base holds is not known when nothing was compared with it.
        (&[("", "x"), ("@lua=5.5", "x")], &["5.5.1=x"], &[]),
        // The base is about to say something else.
        (
            &[("", "x"), ("@lua=5.5", "x")],
            &["5.4.9=y", "5.5.1=x"],
            &[],
        ),
    ];
    for (stored, ran, expected) in table {
        let redundant = scene().has(stored).ran(ran).plan().redundant;
        assert_eq!(
            redundant,
            expected.iter().map(PathBuf::from).collect::<Vec<_>>(),
            "{stored:?}"
        );
    }
}

#[test]
fn a_tie_takes_no_part() {
    let tied = scene()
        .has(&[("", "x"), ("@engine=winch", "v"), ("@lua=5.5", "w")])
        .ran(&["5.5.1/winch=y", "5.4.9=x"]);
    assert!(tied.writes().is_empty());
}

#[test]
fn pending_files_are_resolved_when_all_their_trials_ran_and_matched() {
    let shown = |scene: Scene| {
        let plan = scene.plan();
        let names = |all: &[Stored]| {
            all.iter()
                .map(|own| own.address.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        (names(&plan.resolved), names(&plan.superseded))
    };
    let all = |resolved: &str, superseded: &str| (resolved.to_owned(), superseded.to_owned());
    let base = || scene().has(&[("", "x")]);
    let table = [
        (
            base().awaits(&[""]).ran(&["5.4.9=x", "5.5.1=x"]),
            all("lua/a", ""),
        ),
        (
            base().awaits(&["@lua=5.5"]).ran(&["5.4.9=x", "5.5.1=x"]),
            all("lua/a@lua=5.5", ""),
        ),
        (
            base()
                .awaits(&["@lua=5.5"])
                .ran(&["5.5.1=x", "5.5.1/winch=~"]),
            all("lua/a@lua=5.5", ""),
        ),
        (
            base()
                .awaits(&["@lua=5.5"])
                .ran(&["5.5.1=x"])
                .skips(&["~5.5.1/winch"]),
            all("lua/a@lua=5.5", ""),
        ),
        // Not all ran, one is broken, or it serves nothing.
        (
            base().awaits(&[""]).ran(&["5.4.9=x"]).skips(&["5.5.1"]),
            all("", ""),
        ),
        (
            base().awaits(&[""]).ran(&["5.4.9=x", "5.5.1=!"]),
            all("", ""),
        ),
        (base().awaits(&["@lua=9.9"]).ran(&["5.4.9=x"]), all("", "")),
        (
            base().awaits(&["@lua=5.5"]).ran(&["5.4.9=x", "5.5.1=~"]),
            all("", ""),
        ),
        // It is proposed again, or something else is instead.
        (
            base().awaits(&["@lua=5.5"]).ran(&["5.4.9=x", "5.5.1=y"]),
            all("", ""),
        ),
        (
            base().awaits(&["@lua=5.5"]).ran(&["5.4.9=y", "5.5.1=y"]),
            all("", "lua/a@lua=5.5"),
        ),
        (
            scene().awaits(&["@lua=5.5"]).ran(&["5.5.1=y"]),
            all("", "lua/a@lua=5.5"),
        ),
    ];
    for (index, (scene, expected)) in table.into_iter().enumerate() {
        assert_eq!(shown(scene), expected, "row {index}");
    }
}

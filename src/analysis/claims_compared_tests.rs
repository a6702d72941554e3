//! Claims held against each other in small made-up stories: terms of a ceasefire, a wage dispute, a transfer, a court.
use crate::alignment::Alignment;
use crate::comparison::{Column, Gap, Statement, Telling, Verdict};
use crate::{facts, read_collection};
use corpus::{Basis, Collection, Published, read_text};

/// The facts of a story whose articles are columns; every sentence tells its event.
fn story(texts: &[&str]) -> (Collection, Vec<Statement>) {
    let mut collection = Collection::default();
    for (n, text) in texts.iter().enumerate() {
        collection.articles.push(read_text(&format!("outlet-{n}"), (*text).to_owned()));
    }
    let facts = facts_of(&collection);
    (collection, facts)
}

fn facts_of(collection: &Collection) -> Vec<Statement> {
    let reading = read_collection(collection);
    let column = |(article, text): (u32, &corpus::Article)| {
        let about = text.sentences.clone();
        let telling = Telling { article, event: u32::MAX, about, background: Vec::new(), words: 1 };
        Column { event: u32::MAX, tellings: vec![telling] }
    };
    let columns: Vec<Column> = (0..).zip(&collection.articles).map(column).collect();
    let alignment = Alignment::of(collection, &reading, &columns);
    facts::facts(collection, &reading, &columns, &alignment)
}

/// Verdict and marked words of the statements of one part (`action`, `claim`, `only`).
fn found(texts: &[&str], part: &str) -> Vec<String> {
    let (collection, facts) = story(texts);
    let of_part = facts.iter().filter(|f| f.key.starts_with(part));
    of_part.map(|f| format!("{:?}: {}", f.verdict.unwrap(), decides(&collection, f))).collect()
}

fn decides(collection: &Collection, statement: &Statement) -> String {
    let excerpts = statement.cells.iter().flat_map(|c| &c.excerpts);
    let marks = excerpts.flat_map(|e| {
        let text = &collection.articles[e.at.article as usize].text;
        let decides = e.marks.iter().filter(|m| m.kind == crate::comparison::MarkKind::Decides);
        decides.map(|m| m.span.in_one_line(text)).collect::<Vec<_>>()
    });
    marks.collect::<Vec<_>>().join(" | ")
}

#[test]
fn other_verbs_for_one_burden_are_other_words() {
    let texts = [
        "Under the deal, Armenia would hand over seven villages in the Lori region.",
        "The text demands that Armenia surrender villages in Lori, officials said.",
    ];
    let found = found(&texts, "action");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("WordedOtherwise: ") && found[0].contains("hand over") && found[0].contains("surrender")
    );
}

#[test]
fn a_demand_of_who_is_to_do_it_conflicts() {
    let texts = [
        "Envoys argued about Armenia’s demand to hand over villages in the Lori region.",
        "The text demands that Armenia surrender villages in Lori, officials said.",
    ];
    let told = found(&texts, "action");
    // That it is told with other verbs is shown beside it.
    assert!(
        told.len() == 2 && told[0].starts_with("Conflicts: ") && told[1].starts_with("WordedOtherwise"),
        "{told:?}"
    );
    // The other side’s demand is no conflict.
    let texts = [
        "Envoys argued about Azerbaijan’s demand to hand over villages in the Lori region.",
        "The text demands that Armenia surrender villages in Lori, officials said.",
    ];
    assert!(found(&texts, "action").iter().all(|f| !f.starts_with("Conflicts")));
}

#[test]
fn accepted_and_rejected_conflict_only_when_both_are_told_flat() {
    let yes = "Hamas accepted the proposal.";
    let conflict = found(&[yes, "Hamas rejected the proposal."], "action");
    assert!(conflict.len() == 1 && conflict[0].starts_with("Conflicts: "), "{conflict:?}");
    for other in [
        "Hamas could reject the proposal.",
        "Hamas reportedly rejected the proposal.",
        "Hamas first rejected the proposal. Hamas later accepted the proposal.",
        "Israel rejected the proposal.",
        "Hamas rejected the alternative proposal.",
    ] {
        let told = found(&[yes, other], "action");
        assert!(told.iter().all(|f| !f.starts_with("Conflicts")), "{other}: {told:?}");
    }
    let not = found(&[yes, "Hamas has not accepted the proposal."], "action");
    assert!(not.len() == 1 && not[0].starts_with("Conflicts: "), "{not:?}");
}

#[test]
fn another_author_differs() {
    let told =
        found(&["The truce plan was drafted by Egypt.", "Mediators read a plan that Qatar had written."], "action");
    assert!(told.len() == 1 && told[0].starts_with("Differs: "), "{told:?}");
    // A minister and his country are not two authors.
    let told = found(
        &["The plan was drafted by Egypt.", "The plan was written by Egyptian Foreign Minister Sameh Shoukry."],
        "action",
    );
    assert!(told.iter().all(|f| !f.starts_with("Differs")), "{told:?}");
}

#[test]
fn a_role_to_keep_and_a_role_to_end_conflict() {
    let told = found(
        &[
            "Norway must have a decisive role in the force.",
            "The leading role that Norway plays must be ended, he said.",
        ],
        "action",
    );
    assert!(told.len() == 1 && told[0].starts_with("Conflicts: "), "{told:?}");
    let told = found(
        &[
            "Norway must have a decisive role in the force.",
            "The leading role that Chile plays must be ended, he said.",
        ],
        "action",
    );
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_wage_dispute() {
    let texts = [
        "Nissan has raised wages at the Sunderland plant by 4 percent, the union said.",
        "Nissan increased wages at its Sunderland plant.",
    ];
    let told = found(&texts, "action");
    assert!(told.len() == 1 && told[0].starts_with("WordedOtherwise: "), "{told:?}");
}

#[test]
fn a_transfer_and_a_court() {
    let told =
        found(&["Mbappé will join Real Madrid next week.", "Mbappé has agreed to sign for Real Madrid."], "action");
    assert!(told.len() == 1 && told[0].starts_with("WordedOtherwise: "), "{told:?}");
    let told =
        found(&["The Supreme Court upheld the conviction.", "The Supreme Court overturned the conviction."], "action");
    assert!(told.len() == 1 && told[0].starts_with("Conflicts: "), "{told:?}");
}

#[test]
fn aligned_sentences_get_a_verdict() {
    let one = "The committee closed the old harbour bridge after inspectors found deep cracks in its pillars.";
    for (other, verdict) in [
        (one, "Agree"),
        (
            "The committee did not close the old harbour bridge after inspectors found deep cracks in its pillars.",
            "Conflicts",
        ),
        (
            "The committee reportedly closed the old harbour bridge after inspectors found deep cracks in its pillars.",
            "WordedOtherwise",
        ),
        (
            "The committee closed the new harbour bridge after inspectors found deep cracks in its pillars.",
            "WordedOtherwise",
        ),
        ("The old harbour bridge was shut once inspectors had found deep cracks in its pillars.", "WordedOtherwise"),
    ] {
        let told = found(&[one, other], "claim");
        assert!(told.len() == 1 && told[0].starts_with(verdict), "{other}: {told:?}");
    }
}

#[test]
fn what_is_told_beside_the_same_words_is_no_same_claim() {
    for (one, other) in [
        (
            "Nobody was hurt on Sunday when the striking nurses marched on the old town hall of Leeds.",
            "On Sunday the striking nurses marched on the old town hall of Leeds to demand higher pay.",
        ),
        (
            "The 90-minute ferry from Oban was cancelled on Monday because the crew had a fever.",
            "Tourists who had taken the 90-minute ferry praised the whales and the blue sea.",
        ),
    ] {
        assert_eq!(found(&[one, other], "claim"), Vec::<String>::new());
    }
}

#[test]
fn opposite_words_before_the_same_word_conflict() {
    let of = |verb: &str| {
        format!("After the storm the council {verb} the ferry timetable for the outer islands by a month.")
    };
    let told = found(&[&of("shortened"), &of("lengthened")], "claim");
    assert!(told.len() == 1 && told[0].starts_with("Conflicts: shortened | lengthened"), "{told:?}");
    let told = found(&[&of("shortened"), &of("did not lengthen")], "claim");
    assert!(told.iter().all(|t| !t.starts_with("Conflicts")), "{told:?}");
}

#[test]
fn the_same_words_of_two_speakers_differ() {
    let quote = "“We will rebuild every single house on the northern shore before winter,” said";
    let told = found(&[&format!("{quote} mayor Ann Lee."), &format!("{quote} governor Omar Saleh.")], "claim");
    assert!(told.len() == 1 && told[0].starts_with("Differs: "), "{told:?}");
}

#[test]
fn what_one_column_tells_has_a_label_and_reasons() {
    let texts = [
        "The old dam broke. After the flood, engineer Ann Lee said 120 cows had been moved to a field in the north.",
        "The old dam broke.",
        "It rained.",
    ];
    let (_, facts) = story(&texts);
    let only: Vec<&Statement> = facts.iter().filter(|f| f.verdict == Some(Verdict::OnlyHere)).collect();
    assert_eq!(only.len(), 1, "{only:?}");
    assert!(only[0].label.starts_with("Engineer Ann Lee said 120 cows"), "{}", only[0].label);
    assert_eq!((only[0].cells[0].gap, only[0].cells[1].gap), (None, Some(Gap::LeftOut)));
}

#[test]
fn who_is_older_could_not_know() {
    let mut collection = Collection::default();
    for (text, day) in [
        ("Envoys met in Doha. On 9 July 2025 Ann Lee, the mediator, resigned over 40 letters.", "2025-07-10"),
        ("Envoys met in Doha.", "2025-07-07"),
    ] {
        let mut article = read_text(day, text.to_owned());
        article.published = Some(Published { value: day.parse().unwrap(), basis: Basis::Supplied, span: None });
        collection.articles.push(article);
    }
    let facts = facts_of(&collection);
    let only = facts.iter().find(|f| f.label.contains("Ann Lee") && f.verdict == Some(Verdict::OnlyHere));
    assert_eq!(only.map(|f| f.cells[1].gap), Some(Some(Gap::CouldNotKnow)), "{facts:?}");
}

#[test]
fn keys_are_distinct_and_plain() {
    let (_, facts) = story(&[
        "Hamas accepted the proposal. Ann Lee said 120 prisoners had been moved to a camp in the north.",
        "Hamas rejected the proposal. Omar Saleh told reporters that 40 trucks with flour were burnt.",
    ]);
    let mut keys: Vec<&str> = facts.iter().map(|f| f.key.as_str()).collect();
    assert!(keys.iter().all(|k| k.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '/')), "{keys:?}");
    let verdicts: Vec<Verdict> = facts.iter().filter_map(|f| f.verdict).collect();
    assert!(verdicts.windows(2).all(|w| w[0] <= w[1]));
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), facts.len());
}

/// Labels of the statements of one part.
fn labels(texts: &[&str], part: &str) -> Vec<String> {
    let (_, facts) = story(texts);
    facts.iter().filter(|f| f.key.starts_with(part)).map(|f| f.label.clone()).collect()
}

#[test]
fn labels_tell_what_is_compared() {
    for (texts, label) in [
        (
            [
                "Under the deal, Armenia would hand over seven villages in the Lori region.",
                "The text demands that Armenia surrender villages in Lori, officials said.",
            ],
            "Armenia: surrender villages",
        ),
        (
            ["The truce plan was drafted by Egypt.", "Mediators read a plan that Qatar had written."],
            "Plan: written by whom",
        ),
        (
            [
                "Norway must have a decisive role in the force.",
                "The leading role that Norway plays must be ended, he said.",
            ],
            "Norway’s role",
        ),
    ] {
        assert_eq!(labels(&texts, "action"), [label]);
    }
}

#[test]
fn a_label_names_the_speaker_before_quoted_words() {
    let quote = "“We will rebuild every single house on the northern shore before winter,” said mayor Ann Lee";
    let told = labels(&[&format!("{quote} on Monday."), &format!("{quote} in the harbour.")], "claim");
    assert!(told.len() == 1 && told[0].starts_with("Ann Lee: We will rebuild"), "{told:?}");
}

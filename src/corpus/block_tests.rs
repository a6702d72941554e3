//! Layouts of pages, agencies and mails: one line of marks per text, one letter per block.
use crate::{Basis, BlockKind, Draft, Given, read_text};

/// `kinds`: H headline, h heading, l lead-in, p paragraph, i list item, q block quote, c credit, t time stamp,
/// # hashtags, f footer.
fn check(kinds: &str, lines: &[&str]) {
    for end in ["\n", "\r\n", "\n\n"] {
        let article = read_text("x", lines.join(end));
        let letter = |kind: BlockKind| match kind {
            BlockKind::Headline => 'H',
            BlockKind::Heading => 'h',
            BlockKind::LeadIn => 'l',
            BlockKind::Paragraph => 'p',
            BlockKind::ListItem => 'i',
            BlockKind::BlockQuote => 'q',
            BlockKind::Credit => 'c',
            BlockKind::Timestamp => 't',
            BlockKind::Hashtags => '#',
            BlockKind::Footer => 'f',
        };
        let found: String = article.blocks.iter().map(|b| letter(b.kind)).collect();
        assert_eq!(found, kinds, "{:#?}", article.blocks.iter().map(|b| b.span.of(&article.text)).collect::<Vec<_>>());
    }
}

const P: &str =
    "The ferry company said on Friday that all ships would stay in port until the storm had passed the coast.";
const Q: &str =
    "“We have seen nothing like it in forty years, and we do not know when it will end,” said its captain, Ole Lund.";

#[test]
fn heads_of_articles() {
    check("Hpp", &["Ferries stay in port as storm nears the coast", P, Q]);
    check("Hcpp", &["Ferries stay in port", "By Jane Doe and John Roe", P, Q]);
    check("Hctpp", &["Ferries stay in port", "By Jane Doe", "Published: 24 November 2023, 10:15 GMT", P, Q]);
    check("Hctpp", &["Ferries stay in port", "Jane Doe", "Nov. 24, 2023", P, Q]);
    check("Hpp", &["Will the ferries sail? Five questions about the storm", P, Q]);
    check("Hpp", &["Is this the end of the ferry?", P, Q]);
    check("Hpp", &["‘We will not sail’: ferry captains defy the storm", P, Q]);
    check("Hpp", &["Norway sends more ships to help U.S.", P, Q]);
    check("pp", &[P, Q]);
    check("qpp", &["“We will not sail until the storm has gone.”", P, Q]);
    check("pp", &["The storm came at night.", P]);
    check("tHpp", &["2023-11-24 08:00:00", "Ferries stay in port", P, Q]);
    check("pp", &["OSLO, Nov 24 (Reuters) - The storm came at night and took the harbour by surprise.", Q]);
    check("Hpp", &["Ferry Company Keeps All Its Ships in Port.", P, Q]);
    check("Hpp", &["Ferry company keeps its ships in port.", P, Q]);
    check("Hppp", &["Ferry company keeps its ships in port;", "Captains agree.", P, Q]);
    check(
        "Hp",
        &[
            "Captains say the sea has calmed.",
            "OSLO, Nov 24 (Reuters) - It was over on Friday, and all of them sailed.",
        ],
    );
    check("pp", &["The ferry company kept its ships in port on Friday.", P]);
    check("pp", &["The ferry company was sold.", Q]);
    check("pp", &["The ferry company kept its ships in port. The storm had come.", P]);
    check("Hhpp", &["Ferries stay in port", "Company fears for its ships as wind turns north", P, Q]);
}

#[test]
fn sections_lists_and_lead_ins() {
    check("phpp", &[P, "What happens next", Q, P]);
    check("phpp", &[P, "What happens next?", Q, P]);
    check("phpp", &[P, "Lund: a captain’s view", Q, P]);
    check("plii", &[P, "The company named two reasons:", "• The wind is too strong.", "• The harbour is full"]);
    check("pliiip", &[P, "The plan:", "1. Ships stay.", "2. Crews rest.", "10) All wait.", Q]);
    check("plqp", &[P, "Its captain put it plainly:", "“We have seen nothing like it in forty years.”", P]);
    check("pppp", &[P, "“Is it over?”", "“It is not,” he said.", P]);
    check("pqqp", &[P, "“We have seen nothing like it in forty years.", "“And it will come again.”", P]);
    check("pqp", &[P, "> We have seen nothing like it", P]);
    check("Hphp", &["# Ferries stay in port", P, "## The harbour", Q]);
    check("pqp", &[P, "«Nous n’avons jamais vu cela en quarante ans.»", P]);
    check("pqp", &[P, "‘We’ve seen nothing like it, and the captains’ fears are real.’", P]);
    check("pqp", &[P, "\"We have seen nothing like it in forty years.\"", P]);
    check("ppp", &[P, "\"We have seen nothing,\" he said, \"in forty years.\"", P]);
    check("ppp", &[P, "“The sea,” he said, “was quiet before the storm came.”", P]);
}

#[test]
fn ends_of_articles() {
    check("pcc", &[P, "(Reporting by Jane Doe in Oslo; editing by John Roe)", "Additional reporting by Ann Poe"]);
    check("pct", &[P, "Associated Press writer Jane Doe in Oslo contributed to this report.", "2023-11-24"]);
    check("p#", &[P, "#Storm #Ferry2023 #Norway"]);
    check("p#", &[P, "Tags: #Storm, #Ferry"]);
    check("pff", &[P, "More news in your inbox every day", "Subscribe to our newsletter"]);
    check("pfff", &[P, "Follow us on Facebook and X", "Share", "Copyright 2023 The Gull. All rights reserved."]);
    check("pf", &[P, "© 2023 The Gull"]);
    check("pfp", &[P, "Advertisement", Q]);
    check("pfp", &[P, "Read more: The storm of 1993", Q]);
    check("pcp", &[P, "Ships in the port of Oslo on Friday. (Jane Doe/Reuters)", Q]);
    check("pcp", &[P, "Photo: Jane Doe", Q]);
}

#[test]
fn sentences_that_only_begin_like_furniture() {
    for line in [
        "Subscribe and you will be sorry, the captain told the company’s new customers at the port on Friday morning.",
        "By Friday, all ships had returned to the port.",
        "By the end of the week, all ships had returned to port.",
        "Sources: unclear, the minister said of the report that named him and two of his staff, but he denied it.",
        "Follow the money, prosecutors say, and it leads to a bank in the north that nobody had ever heard of before.",
        "The newsletter that he wrote for years made him known in the whole country, and rich.",
        "Comments by the minister drew anger in the north.",
        "Our Standards: what the court meant is not clear to anybody in the city, two lawyers said after the hearing.",
        "Getty Images sued the company in London on Friday.",
        "The court said that all rights reserved in “the treaty of 1815” belong to the islanders and to nobody else.",
        "2024 was a bad year for the company.",
        "7 of 10 ships stayed in port.",
    ] {
        let article = read_text("x", [P, line, Q].join("\n"));
        assert_eq!(article.blocks[1].kind, BlockKind::Paragraph, "{line}");
    }
}

#[test]
fn labels_of_list_items() {
    let check = |line: &str, label: Option<&str>, body: &str| {
        let article = read_text("x", [P, line].join("\n"));
        let block = article.blocks[1];
        let text = article.text.as_str();
        assert_eq!(
            (block.kind, block.label.map(|l| l.of(text)), block.body.of(text)),
            (BlockKind::ListItem, label, body)
        );
    };
    check("- Revised Plan: ships stay.", Some("Revised Plan"), "ships stay.");
    check("• Ships stay.", None, "Ships stay.");
    check("* **The wind:** it turns.", Some("The wind"), "it turns.");
    check("1. Lund said: “We wait.”", None, "Lund said: “We wait.”");
    check("– At 10:30 they left.", None, "At 10:30 they left.");
    check(
        "2) Ships, he wrote in a letter to the owners of the company: stay.",
        None,
        "Ships, he wrote in a letter to the owners of the company: stay.",
    );
}

#[test]
fn a_wrapped_agency_file() {
    let text = "Court upholds verdict against minister\nBy ANNA SILVA\nUpdated 6:12 PM BRT, November 7, 2023\n\n\
        LIMA, Nov 7 (Agency) - A majority of the judges on the country's highest court\n\
        voted on Friday to reject the appeal of the former minister, who had been\n\
        sentenced to nine years. \"There is no omission,\" Judge Ana de\nCastro wrote.\n\nWHAT COMES NEXT\n\n\
        Lawyers for the minister said they would turn to the U.N. and to the Court and\nwait.\n\n\
        - Judge Paz: against.\n- Judge Rey did not vote.\n\n\
        (Reporting by Anna Silva; Editing by Brad Moss)\nOur Standards: The Agency Trust Principles.\n";
    let article = read_text("x", text.to_owned());
    let kinds: Vec<&str> = article.blocks.iter().map(|b| b.kind.name()).collect();
    assert_eq!(
        kinds,
        [
            "headline",
            "credit",
            "timestamp",
            "paragraph",
            "heading",
            "paragraph",
            "list_item",
            "list_item",
            "credit",
            "credit"
        ]
    );
    assert_eq!(article.published.map(|p| p.value.to_string()).as_deref(), Some("2023-11-07"));
}

#[test]
fn days_that_texts_state() {
    let check = |lines: &[&str], expected: Option<&str>| {
        let article = read_text("x", lines.join("\n"));
        assert_eq!(article.published.map(|p| p.value.to_string()).as_deref(), expected, "{lines:?}");
    };
    check(&["Ferries stay", "Updated Nov. 25, 2023", "Published Nov. 24, 2023", P], Some("2023-11-24"));
    check(&["Ferries stay", "By Jane Doe | Nov. 24, 2023", P], Some("2023-11-24"));
    check(&["OSLO, Nov. 24, 2023 (AP) — The storm came.", P], Some("2023-11-24"));
    check(&["OSLO, Nov. 24 (AP) — The storm came in 2023.", P], None);
    check(&["The storm of 24 November 2023 came at night.", P], None);
    check(&[P, "04/05/2023"], None);
}

#[test]
fn a_day_in_the_name_of_a_file() {
    let day =
        |name: &str, text: &str| read_text(name, text.to_owned()).published.map(|p| (p.value.to_string(), p.basis));
    let supplied = Some(("2016-07-13".to_owned(), Basis::Supplied));
    for name in ["gull_2016-07-13_ferries", "2016_07_13", "20160713 ferries", "gull-2016.07.13-2016.07.13"] {
        assert_eq!(day(name, P), supplied, "{name}");
    }
    for name in [
        "gull-2016-13-07",
        "a20160713",
        "2016-07-131",
        "2016-07_13",
        "2016-07-13 or 2016-07-14",
        "12016-07-13",
        "ł2016-7-13",
    ] {
        assert_eq!(day(name, P), None, "{name}");
    }
    let stated = ["Ferries stay in port", "July 12, 2016", P].join("\n");
    assert_eq!(day("gull_2016-07-13", &stated), Some(("2016-07-12".to_owned(), Basis::Stated)));
    let mut draft = Draft { id: "gull_2016-07-13".to_owned(), text: P.to_owned(), ..Draft::default() };
    draft.given.said = Given::PUBLISHED;
    assert_eq!(draft.read().published, None, "the user said that it is not known");
}

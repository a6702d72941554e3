//! A stand-in for the finder of names, for the tests of speech: runs of capitals, and a few lists.
use crate::{Entity, EntityKind, Mention, MentionForm};
use corpus::Lower;
use corpus::{Article, Span, Token, TokenKind, tokens};

const COUNTRIES: &[&str] = &[
    "Ukraine",
    "Russia",
    "France",
    "Germany",
    "Israel",
    "Iran",
    "Spain",
    "Portugal",
    "Kenya",
    "Sudan",
    "Berlin",
    "Paris",
    "Moscow",
    "Kyiv",
    "Washington",
    "London",
    "US",
    "UK",
    "Khartoum",
    "Nairobi",
    "Brussels",
    "Madrid",
    "Geneva",
    "Europe",
    "Scotland",
    "Leeds",
    "Ohio",
];
const DEMONYMS: &[&str] = &[
    "Ukrainian",
    "Russian",
    "French",
    "German",
    "Israeli",
    "Iranian",
    "European",
    "Swedish",
    "Sudanese",
    "British",
    "American",
    "Kenyan",
    "Spanish",
    "Western",
    "Ukrainians",
    "Europeans",
    "Russians",
    "Republican",
];
const ORGANISATIONS: &[&str] = &[
    "Kremlin",
    "House",
    "Department",
    "Ministry",
    "Court",
    "Union",
    "Commission",
    "Club",
    "United",
    "BBC",
    "NBC",
    "CNN",
    "Reuters",
    "UN",
    "NATO",
    "EU",
    "Bank",
    "Office",
    "Agency",
    "Council",
    "Police",
    "Fed",
    "News",
    "Army",
    "Pentagon",
    "FIFA",
    "Guardian",
    "Times",
    "Chelsea",
    "Arsenal",
    "Hamas",
    "Committee",
    "FA",
    "WHO",
];
const NEVER: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "He",
    "She",
    "They",
    "It",
    "But",
    "And",
    "As",
    "After",
    "Before",
    "According",
    "One",
    "Officials",
    "Critics",
    "Analysts",
    "Reports",
    "Speaking",
    "Several",
    "Some",
    "However",
    "Meanwhile",
    "Asked",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "His",
    "Her",
    "Neither",
    "I",
    "We",
    "Any",
    "This",
    "That",
    "Residents",
    "Witnesses",
    "Media",
    "Police",
    "Its",
    "Sources",
    "People",
    "Their",
    "There",
    "When",
    "While",
    "Although",
    "If",
    "With",
    "Two",
    "Three",
    "Another",
    "Earlier",
    "Later",
    "Lawmakers",
    "Experts",
    "Scientists",
    "Prosecutors",
    "Players",
    "Fans",
    "Doctors",
    "What",
    "Despite",
    "Even",
    "Yet",
    "Still",
    "Both",
    "Many",
    "For",
    "By",
    "From",
    "Public",
    "Talks",
    "Negotiators",
    "Lawyers",
    "Judges",
    "Diplomats",
    "Opposition",
    "Campaigners",
    "Former",
    "So",
    "Then",
    "Under",
    "European leaders",
    "Following",
    "Rumours",
    "Unnamed",
    "Militants",
    "Rebels",
    "Supporters",
    "Observers",
    "Amid",
    "Critics",
    "Others",
    "Thanking",
    "Nobody",
    "Who",
    "Not",
    "Or",
];

/// Finds runs of capitalised words; persons unless a list says otherwise.
pub(crate) fn find(article: &Article) -> (Vec<Entity>, Vec<Mention>) {
    let text = &article.text;
    let mut entities: Vec<Entity> = Vec::new();
    let mut mentions: Vec<Mention> = Vec::new();
    for block in article.blocks.iter().filter(|b| b.kind.is_content()) {
        let tokens = tokens(text, block.body);
        let mut i = 0;
        while let Some(run) = run(text, &tokens, i) {
            i = run.1;
            add(text, tokens.get(run.0..run.1).unwrap_or(&[]), &mut entities, &mut mentions);
        }
    }
    (entities, mentions)
}

fn named(text: &str, token: Token) -> bool {
    token.is_capitalised(text) && !NEVER.contains(&token.span.of(text))
}

/// The next run of capitals from `i` on; “of” joins when a title comes before it.
fn run(text: &str, tokens: &[Token], mut i: usize) -> Option<(usize, usize)> {
    while !tokens.get(i).is_some_and(|&t| named(text, t)) {
        i += 1;
        if i >= tokens.len() {
            return None;
        }
    }
    let from = i;
    while let Some(&token) = tokens.get(i) {
        let word = token.span.of(text);
        let next = tokens.get(i + 1).is_some_and(|&t| named(text, t));
        let title = i > from
            && ["Secretary", "Head", "Minister", "Chief"].contains(&tokens.get(i - 1).map_or("", |t| t.span.of(text)));
        let joins = word == "of" && next && title || (word == "der" || word == "von") && i > from;
        if !(named(text, token) || joins) {
            break;
        }
        i += 1;
    }
    Some((from, i))
}

fn add(text: &str, run: &[Token], entities: &mut Vec<Entity>, mentions: &mut Vec<Mention>) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    if last.kind != TokenKind::Word {
        return;
    }
    let word = last.span.of(text);
    let demonym = DEMONYMS.contains(&word);
    let kind = if demonym || COUNTRIES.contains(&word) {
        EntityKind::Country
    } else if ORGANISATIONS.contains(&word) {
        EntityKind::Organisation
    } else {
        EntityKind::Person
    };
    let entity = entities.iter().position(|e| e.name == word).unwrap_or_else(|| {
        entities.push(Entity { id: word.lower(), name: word.to_owned(), kind });
        entities.len() - 1
    });
    let span = Span { start: first.span.start, end: last.span.end };
    let form = if demonym { MentionForm::Demonym } else { MentionForm::Name };
    mentions.push(Mention { span, name: last.span, entity: u32::try_from(entity).unwrap_or(0), form });
}

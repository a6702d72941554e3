//! What happened, and which passages tell it.
//!
//! An event is one that the collection names, or one found in the text: a word for a happening (see
//! `happenings`) with a place or a day, or a name (“Munich Security Conference”). Words of one kind at one
//! place are one event unless their days differ; an event of the collection takes in what is found at its
//! place. It does not find happenings told by verbs alone (“he resigned”), nor tell apart two events of one
//! kind at one place without days. The passages are told by `passages`.
use crate::happenings::{self, Ground, Happening, Part, Reference};
use crate::passages;
use crate::sentence_words::Words;
use crate::{DateMention, Entity, Event, Mention, Passage};
use corpus::Lower;
use corpus::one_of;
use corpus::{Article, Basis, EventInfo};

/// The events of an article (those of its collection that it tells, then those found) and its passages.
#[must_use]
pub fn find(
    article: &Article,
    cut: &Words,
    entities: &[Entity],
    mentions: &[Mention],
    dates: &[DateMention],
    known: &[EventInfo],
) -> (Vec<Event>, Vec<Passage>) {
    if !article.is_comparable() {
        return Default::default();
    }
    let places = known.iter().filter_map(|k| k.place.as_deref().map(place_key)).collect();
    let ground = Ground { article, entities, mentions, dates, places };
    let list = happenings::event_words();
    let mut told: Vec<Candidate> = known.iter().map(|k| Candidate::known(k, list)).collect();
    let mut links = Vec::new();
    for (sentence, words) in cut.sentences.iter().enumerate() {
        for happening in happenings::find(&ground, list, sentence, words) {
            let event = link(&mut told, &ground, &happening);
            links.push((happening, event));
        }
    }
    link_by_day(&mut links, &mut told, &ground);
    let passages = passages::find(&ground, &cut.sentences, &told, &links);
    keep_told(told, passages)
}

/// An event that the collection names.
pub(crate) fn of_collection(info: &EventInfo) -> Event {
    Event {
        id: info.id.clone(),
        name: info.name.clone(),
        kind: info.kind.clone(),
        place: info.place.clone(),
        date: info.date,
        basis: Basis::Supplied,
    }
}

/// What names of one place share: “Geneva” and “Geneva, Switzerland” give “geneva”.
pub(crate) fn place_key(place: &str) -> String {
    place.split(',').next().unwrap_or("").trim().lower()
}

/// Whether two names are of one place.
pub(crate) fn same_place(a: &str, b: &str) -> bool {
    place_key(a) == place_key(b)
}

/// An event of the article while it is put together.
pub(crate) struct Candidate {
    pub(crate) event: Event,
    pub(crate) family: String,
    /// The weekday it is said to have been, where the day is not known.
    weekday: Option<u8>,
}

impl Candidate {
    fn known(info: &EventInfo, list: &[happenings::EventWord]) -> Self {
        let family = list.iter().find(|w| w.kind == info.kind || w.word == info.kind).map_or("", |w| w.family);
        Self { event: of_collection(info), family: family.to_owned(), weekday: info.date.map(|d| d.weekday() as u8) }
    }

    fn is_known(&self) -> bool {
        self.event.basis == Basis::Supplied
    }

    /// Whether a day or, without one, a weekday can be that of this event.
    pub(crate) fn agrees(&self, date: Option<&DateMention>) -> bool {
        let Some(date) = date else { return true };
        match (self.event.date, date.day) {
            (Some(own), Some(day)) => own == day,
            _ => self.weekday.is_none() || date.weekday.is_none() || self.weekday == date.weekday,
        }
    }

    pub(crate) fn weekday(&self) -> Option<u8> {
        self.weekday
    }
}

/// So many events are found in one article at most; one that names more is no news article.
const FOUND_MAX: usize = 200;

/// The event that a happening with a place or a name belongs to; a new one where there is none yet.
fn link(told: &mut Vec<Candidate>, ground: &Ground, happening: &Happening) -> Option<usize> {
    let date = happening.date.and_then(|d| ground.dates.get(d));
    let word = happening.word;
    let place = happening.place.as_ref().map(|p| p.name.as_str());
    if place.is_none() && happening.named.is_none() {
        return None;
    }
    let named = happening.named.map(|n| n.of(&ground.article.text).to_owned());
    let fits = |c: &Candidate| {
        let kind = if c.is_known() { c.family == word.family } else { c.event.kind == word.kind };
        let same_name = named.as_ref().is_some_and(|n| one_name(&c.event.name, n));
        let here = place.is_some_and(|p| c.event.place.as_deref().is_some_and(|own| same_place(own, p)));
        (same_name || kind && here && named.is_none()) && c.agrees(date)
    };
    if let Some(at) = told.iter().position(fits) {
        let event = told.get_mut(at)?;
        if !event.is_known() {
            event.event.date = event.event.date.or(date.and_then(|d| d.day));
            event.weekday = event.weekday.or(date.and_then(|d| d.weekday));
        }
        return Some(at);
    }
    // Talks that may never be held, a truce that is only wished for.
    let told_of = !one_of(word.family, "truce signing") && happening.reference == Reference::Indefinite
        || matches!(happening.reference, Reference::Definite | Reference::Bare);
    if !told_of && date.is_none() && named.is_none() {
        return None;
    }
    if told.iter().filter(|c| !c.is_known()).count() >= FOUND_MAX {
        return None;
    }
    let place = place.map(str::to_owned);
    let here = place.as_deref().unwrap_or("");
    let day = date.and_then(|d| d.day);
    let name = named.unwrap_or_else(|| match (word.part, day) {
        (Part::Verb, Some(day)) if word.word.is_empty() => format!("{here} on {}", day.short()),
        (Part::Verb, None) if word.word.is_empty() => format!("Events in {here}"),
        _ => format!("{here} {}", word.kind),
    });
    let event = Event { id: String::new(), name, kind: word.kind.to_owned(), place, date: day, basis: Basis::Stated };
    told.push(Candidate { event, family: word.family.to_owned(), weekday: date.and_then(|d| d.weekday) });
    Some(told.len() - 1)
}

/// Happenings with a day and no place: those of the one event of their family on that day, else an event of
/// their own (“Sunday’s election”).
fn link_by_day(links: &mut [(Happening, Option<usize>)], told: &mut Vec<Candidate>, ground: &Ground) {
    let mut used = vec![false; told.len()];
    for at in links.iter().filter_map(|(_, event)| *event) {
        if let Some(used) = used.get_mut(at) {
            *used = true;
        }
    }
    for (happening, event) in links.iter_mut().filter(|(_, event)| event.is_none()) {
        let Some(date) = happening.date.and_then(|d| ground.dates.get(d)) else { continue };
        let mut fits = told.iter().enumerate().filter(|(at, c)| {
            let on_day = match (c.event.date, date.day) {
                (Some(own), Some(day)) => own == day,
                _ => c.weekday.is_some() && c.weekday == date.weekday,
            };
            c.family == happening.word.family && on_day && (used.get(*at) != Some(&false) || date.day.is_some())
        });
        match (fits.next(), fits.next()) {
            (Some((at, _)), None) => *event = Some(at),
            (None, _) => *event = new_on_day(told, happening, date),
            _ => {}
        }
    }
}

/// An event known by its day alone; only where the words stand beside each other.
fn new_on_day(told: &mut Vec<Candidate>, happening: &Happening, date: &DateMention) -> Option<usize> {
    const GAP_BYTES_MAX: u32 = 24;
    let day = date.day?;
    let noun = matches!(happening.word.part, Part::Noun | Part::DoubtfulNoun | Part::Adjective);
    let before = date.span.end <= happening.span.start && happening.span.start - date.span.end <= GAP_BYTES_MAX;
    let after = happening.span.end <= date.span.start && date.span.start - happening.span.end <= 4;
    let definite = happening.reference == Reference::Definite;
    if !noun || !definite || !(before || after) || told.len() >= FOUND_MAX {
        return None;
    }
    let kind = happening.word.kind.to_owned();
    let name = format!("{} on {}", crate::answers::capitalised(&kind), day.short());
    let event = Event { id: String::new(), name, kind, place: None, date: Some(day), basis: Basis::Stated };
    told.push(Candidate { event, family: happening.word.family.to_owned(), weekday: date.weekday });
    Some(told.len() - 1)
}

/// Whether one name is the other or its end: “Apple Worldwide Developers Conference”.
fn one_name(a: &str, b: &str) -> bool {
    let (a, b) = (a.lower(), b.lower());
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| short.contains(' ') && (rest.is_empty() || rest.ends_with(' ')))
    };
    a == b || ends(&a, &b) || ends(&b, &a)
}

/// The events that passages tell, with ids; the passages count into them.
fn keep_told(told: Vec<Candidate>, mut passages: Vec<Passage>) -> (Vec<Event>, Vec<Passage>) {
    let mut kept: Vec<Option<u32>> = vec![None; told.len()];
    for passage in &passages {
        if let Some(slot) = kept.get_mut(passage.event as usize) {
            *slot = Some(0);
        }
    }
    let mut events = Vec::new();
    for (candidate, slot) in told.into_iter().zip(&mut kept).filter(|(_, slot)| slot.is_some()) {
        *slot = u32::try_from(events.len()).ok();
        let mut event = candidate.event;
        if event.id.is_empty() {
            event.id = id(&event);
        }
        events.push(event);
    }
    for passage in &mut passages {
        passage.event = kept.get(passage.event as usize).copied().flatten().unwrap_or(0);
    }
    (events, passages)
}

/// `talks-geneva-2025-11-23`: kind, place and day, as far as known; the name of what has one.
fn id(event: &Event) -> String {
    let day = event.date.map(|d| d.to_string()).unwrap_or_default();
    let plain = format!("{} {}", event.place.as_deref().unwrap_or_default(), event.kind);
    let by_day = format!("{} on ", crate::answers::capitalised(&event.kind));
    let unnamed = event.kind == happenings::HAPPENING;
    let named = event.name != plain && !event.name.starts_with(&by_day) && !unnamed;
    let head = if named {
        event.name.clone()
    } else {
        format!("{} {}", event.kind, event.place.as_deref().unwrap_or_default())
    };
    let mut id = String::new();
    for word in head.split(|c: char| !c.is_alphanumeric()).chain(day.split('-')).filter(|w| !w.is_empty()) {
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(&word.lower());
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PassageRole, read};
    use serde_json::Value;

    fn known(id: &str, name: &str, place: &str, date: &str) -> EventInfo {
        let (kind, basis) = ("talks".to_owned(), "for the test".to_owned());
        EventInfo { id: id.into(), name: name.into(), kind, place: Some(place.into()), date: date.parse().ok(), basis }
    }

    fn seeds_known() -> Vec<EventInfo> {
        vec![
            known("geneva", "Geneva talks", "Geneva", "2025-11-23"),
            known("florida", "Florida talks", "Florida", "2025-11-30"),
        ]
    }

    fn seed(id: &str, published: Option<&str>) -> Article {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort();
        let starts = |p: &std::path::PathBuf| p.file_name().unwrap().to_str().unwrap().starts_with(id);
        let path = files.into_iter().find(starts).unwrap();
        let mut article = corpus::read_text(id, std::fs::read_to_string(path).unwrap());
        if let Some(day) = published {
            let value = day.parse().unwrap();
            article.published = Some(corpus::Published { value, basis: Basis::Supplied, span: None });
        }
        article
    }

    /// What an article tells, a line for each passage.
    fn dump(article: &Article, known: &[EventInfo]) -> String {
        let reading = read(article, known);
        let line = |p: &Passage| {
            let event = &reading.events[p.event as usize];
            let words: String = p.span.of(&article.text).chars().take(100).collect();
            format!("{} {:?} | {words}", event.id, p.role)
        };
        reading.passages.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Reads a text of Tuesday 25 November 2025; each line of `expected` is what its next sentence tells.
    fn check(text: &str, known: &[EventInfo], expected: &[&str]) {
        let mut article = corpus::read_text("t", text.to_owned());
        let value = "2025-11-25".parse().unwrap();
        article.published = Some(corpus::Published { value, basis: Basis::Supplied, span: None });
        let reading = read(&article, known);
        let told = |span: &corpus::Span| {
            let own = reading.passages.iter().filter(|p| p.span.contains(*span));
            let names = own.map(|p| {
                let mark = if p.role == PassageRole::Background { " (background)" } else { "" };
                format!("{}{mark}", reading.events[p.event as usize].id)
            });
            names.collect::<Vec<_>>().join(", ")
        };
        let found: Vec<String> = article.sentences.iter().map(told).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn talks_and_what_refers_to_them() {
        let text = "Israel and Hamas held indirect talks in Doha on Sunday, officials said, as mediators pushed for a \
            truce in Gaza. The discussions lasted four hours.\n\nA Hamas official said the negotiations had stalled over \
            prisoners. “We want a deal,” he said.\n\nThe talks in Doha will resume on Wednesday, the ministry said.\n\n\
            Elsewhere, prices rose in Egypt. An earlier round of talks in Cairo collapsed last month.";
        let doha = "talks-doha-2025-11-23";
        let later = "talks-doha-2025-11-26";
        check(text, &[], &[doha, doha, doha, doha, later, "", "talks-cairo (background)"]);
    }

    #[test]
    fn the_collections_own_event_takes_in_what_is_at_its_place() {
        let own = [known("own", "The Doha round", "Doha", "2025-11-23")];
        check("They met in Doha on Sunday for hours. The meeting was long.", &own, &["own", "own"]);
        check("A summit in Doha ended in a quarrel on the weekend.", &own, &["own"]);
        check("Their talks in Doha on Friday were short and cold.", &own, &["talks-doha-2025-11-21"]);
        check("The text agreed upon in Doha was leaked to the press.", &own, &["own"]);
        check("He led a large delegation to Doha, officials said.", &own, &["own"]);
        check("It rains a lot and the Doha stock exchange is closed.", &own, &[""]);
        let both = [known("a", "A", "Doha", "2025-11-16"), known("b", "B", "Cairo", "2025-11-23")];
        let text = "Sunday’s Cairo talks come one week after the envoys had to rewrite the plan.";
        check(text, &both, &["a (background), b"]);
        check("The Cairo talks come two weeks after the plan was made.", &both, &["b"]);
        // The other way round: what is counted from comes first.
        check("One week before the Cairo talks the plan was rewritten.", &both, &["a (background), b"]);
    }

    #[test]
    fn conferences_with_names() {
        let text = "Negotiators at COP30 in Belém failed to agree on a road map on Saturday. The summit in the Amazon \
            city ran over by a day.\n\n“This is not what we wanted,” said Ana Toni, the summit’s head.\n\nAt last \
            year’s conference in Baku, rich countries made a pledge.\n\nThe next climate conference will be held soon.";
        check(text, &[], &["cop30", "cop30", "cop30", "conference-baku (background)", ""]);
        let text = "He was speaking at the Halifax International Security Forum, where he said so.";
        check(text, &[], &["halifax-international-security-forum"]);
    }

    #[test]
    fn sport_courts_votes_and_violence() {
        check(
            "City beat Chelsea in Saturday’s cup final at Wembley. Haaland scored twice.\n\nThe manager said his team \
            deserved more from the match.\n\nChelsea host Arsenal on Wednesday.",
            &[],
            &["final-wembley-2025-11-22", "final-wembley-2025-11-22", "final-wembley-2025-11-22", ""],
        );
        check(
            "The trial in Paris lasted three months. The judge said the offences were grave.\n\nA separate trial in \
            Marseille opens next week.",
            &[],
            &["trial-paris", "trial-paris", "trial-marseille"],
        );
        check(
            "The ruling party won Sunday’s election by a wide margin. Turnout in Sunday’s vote was high.\n\nThe previous \
            election in October 2023 brought him to power.",
            &[],
            &["election-2025-11-23", "election-2025-11-23", ""],
        );
        check(
            "An air strike on Khan Younis killed 12 people on Monday, doctors said. The attack hit a school.\n\n\
            Thousands joined a protest in Berlin on Saturday.",
            &[],
            &["strike-khan-younis-2025-11-24", "strike-khan-younis-2025-11-24", "protest-berlin-2025-11-22"],
        );
    }

    #[test]
    fn disasters_and_meetings_of_others() {
        check(
            "A strong earthquake struck near Hualien on Thursday morning, officials said. Nine people died.\n\nThe quake \
            was the strongest in years.",
            &[],
            &["earthquake-hualien-2025-11-20", "earthquake-hualien-2025-11-20", "earthquake-hualien-2025-11-20"],
        );
        check(
            "The Security Council met in New York on Monday to discuss the war. “It must stop,” he told the \
            meeting.\n\nTalks in Jeddah broke down in 2023.\n\nA new round of negotiations is due to begin soon.",
            &[],
            &["talks-new-york-2025-11-24", "talks-new-york-2025-11-24", "talks-jeddah (background)", ""],
        );
    }

    #[test]
    fn a_headline_is_no_name_of_an_event() {
        let text = "Ana Roe Addresses Tarvale Attack\n\nAna Roe spoke of the attack in Tarvale on Monday.";
        check(text, &[], &["attack-tarvale-2025-11-24", "attack-tarvale-2025-11-24"]);
        check("The attack in Ankara on Monday was quick.", &[], &["attack-ankara-2025-11-24"]);
    }

    #[test]
    fn what_is_no_event() {
        for text in [
            "He hopes for a meeting in Rome and for further talks in Oslo one day.",
            "They call on him to vote and to visit; the final answer is no.",
            "Marchers also call attention to poverty and violence in Honduras.",
            "His call for a truce in Sudan was heard, and crowds fire them up in Khartoum.",
            "Talks continue, officials said, and any deal is far away.",
            "A truce in Sudan remains the aim of a possible summit.",
            "Election officials in Leeds began to count on Monday, and the festival director in Bath looked on.",
        ] {
            check(text, &[], &[""]);
        }
        check("", &[], &[]);
    }

    #[test]
    fn seeds_are_told() {
        for (id, day) in
            [("000", None), ("001", None), ("002", Some("2025-11-24")), ("003", None), ("004", Some("2025-12-01"))]
        {
            let article = seed(id, day);
            eprintln!("== {id}\n{}", dump(&article, &seeds_known()));
            let reading = read(&article, &seeds_known());
            let tells = |event: &str, role: PassageRole| {
                reading.passages.iter().any(|p| reading.events[p.event as usize].id == event && p.role == role)
            };
            assert_eq!(tells("geneva", PassageRole::About), id != "004", "{id}");
            assert_eq!(tells("geneva", PassageRole::Background), id == "004", "{id}");
            assert_eq!(tells("florida", PassageRole::About), id == "004", "{id}");
        }
    }

    #[test]
    fn lines_labelled_by_hand() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold/seeds_001_003.json");
        let Ok(json) = std::fs::read_to_string(path) else {
            eprintln!("skipped: no hand-labelled articles here");
            return;
        };
        let gold: Value = serde_json::from_str(&json).unwrap();
        let (mut right, mut found, mut labelled) = (0, 0, 0);
        for record in gold["articles"].as_array().unwrap() {
            let id = record["id"].as_str().unwrap();
            let article = seed(id, None);
            let reading = read(&article, &seeds_known());
            for line in record["lines"].as_array().unwrap() {
                let words = line["text"].as_str().unwrap();
                let start = article.text.find(words).unwrap();
                let span = corpus::Span::new(start, start + words.len());
                let told = reading
                    .passages
                    .iter()
                    .any(|p| p.span.overlaps(span) && reading.events[p.event as usize].id == "geneva");
                let label = line["events"].as_array().unwrap().iter().any(|e| e == "GENEVA");
                right += usize::from(told && label);
                found += usize::from(told);
                labelled += usize::from(label);
                if told != label {
                    eprintln!("{id} {}: told {told}, labelled {label}", line["n"]);
                }
            }
        }
        eprintln!("lines on the Geneva talks: {right} right of {found} found and {labelled} labelled");
        assert!(right * 10 >= found * 9 && right * 10 >= labelled * 8);
    }
}

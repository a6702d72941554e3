//! Whom “he” and “she” mean, where the text leaves little doubt.
//!
//! Sentences are read in order with one person in focus: the subject, taken as the first person named outside
//! quotation marks who neither owns something (“Trump’s team”) nor follows a preposition. A pronoun means the
//! subject of its own sentence if that came before it, else the subject of the sentence before, else the only
//! person of fitting gender named in the last sentences. Gender comes from honorifics and given names; what
//! is not known fits. Pronouns inside quotation marks are left alone: there the speaker’s words have their
//! own context. “They” is not resolved. After: Hobbs 1978 and the recency ranking that followed it, reduced
//! to what needs no parser.
use crate::lexicon::{LEXICON, class};
use crate::marks::quotations;
use crate::spelling::fold;
use crate::{Entity, EntityKind, Mention, MentionForm};
use corpus::Lower;
use corpus::{Article, Span, WordList, one_of};

/// How many sentences back a pronoun may reach.
const SENTENCES_BACK_MAX: usize = 3;

/// Masculine or feminine, as far as a name or title says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
}

/// Every he and she outside quotation marks whose person is plain, as mentions by position. `mentions` are
/// those by name, by position.
#[must_use]
pub fn find(article: &Article, entities: &[Entity], mentions: &[Mention]) -> Vec<Mention> {
    let mut genders = genders(article, entities, mentions);
    let quoted: Vec<Span> = quotations(article).iter().filter(|q| q.depth == 0).map(|q| q.outer).collect();
    let mut found = Vec::new();
    let mut recent: Vec<Named> = Vec::new();
    let mut next = 0;
    for sentence in &article.sentences {
        next += mentions.get(next..).map_or(0, |rest| rest.partition_point(|m| m.span.start < sentence.start));
        let here = mentions.get(next..).map_or(0, |rest| rest.partition_point(|m| m.span.start < sentence.end));
        let inside = mentions.get(next..next + here).unwrap_or(&[]);
        let people: Vec<&Mention> = inside
            .iter()
            .filter(|m| entities.get(m.entity as usize).is_some_and(|e| e.kind == EntityKind::Person))
            .filter(|m| !is_inside(&quoted, m.span))
            .collect();
        let mut named = Named::of(article, &people);
        for (span, gender) in pronouns(&article.text, *sentence) {
            if is_inside(&quoted, span) {
                continue;
            }
            let joined = joined_to(article, &named, span).or_else(|| announced(article, *sentence, &named, span));
            let fits = |e: &u32| genders.get(*e as usize).copied().flatten().is_none_or(|g| g == gender);
            let chosen = joined.filter(fits).or_else(|| choose(&named, span, gender, &recent, &genders));
            if let Some(entity) = chosen {
                if let Some(slot) = genders.get_mut(entity as usize) {
                    *slot = Some(gender);
                }
                found.push(Mention { span, name: span, entity, form: MentionForm::Pronoun });
                named.subject.get_or_insert((span, entity));
            }
        }
        next += here;
        if !named.people.is_empty() || named.subject.is_some() {
            recent.push(named);
            if recent.len() > SENTENCES_BACK_MAX {
                recent.remove(0);
            }
        }
    }
    found
}

/// Whom the pronoun at `span` means: the mention that [`find`] made there.
#[must_use]
pub fn resolve(mentions: &[Mention], span: Span) -> Option<u32> {
    mentions.iter().find(|m| m.form == MentionForm::Pronoun && m.span == span).map(|m| m.entity)
}

/// The people of one sentence.
struct Named {
    /// The first who acts.
    subject: Option<(Span, u32)>,
    people: Vec<(Span, u32)>,
}

impl Named {
    fn of(article: &Article, people: &[&Mention]) -> Self {
        let subject = people.iter().find(|m| acts(&article.text, m.span)).map(|m| (m.span, m.entity));
        Self { subject, people: people.iter().map(|m| (m.span, m.entity)).collect() }
    }
}

/// “Smith and his party”: the person right before the “and”.
fn joined_to(article: &Article, named: &Named, span: Span) -> Option<u32> {
    let (at, entity) = *named.people.iter().rfind(|p| p.0.end <= span.start)?;
    let between = Span { start: at.end, end: span.start }.of(&article.text);
    (between.trim() == "and").then_some(entity)
}

/// “In his speech, Smith said …”: the subject that an opening phrase announces.
fn announced(article: &Article, sentence: Span, named: &Named, span: Span) -> Option<u32> {
    let (at, entity) = named.subject?;
    let opening = Span { start: sentence.start, end: span.start }.of(&article.text);
    let preposition = matches!(
        opening.split_whitespace().next(),
        Some(
            "In" | "At"
                | "After"
                | "During"
                | "Before"
                | "On"
                | "For"
                | "With"
                | "Despite"
                | "Throughout"
                | "As"
                | "While"
                | "When"
        )
    );
    (preposition && at.start >= span.end && opening.split_whitespace().count() <= 4).then_some(entity)
}

/// The person meant by a pronoun of `gender` at `span`.
fn choose(named: &Named, span: Span, gender: Gender, recent: &[Named], genders: &[Option<Gender>]) -> Option<u32> {
    let fits = |entity: u32| genders.get(entity as usize).copied().flatten().is_none_or(|g| g == gender);
    if let Some((at, entity)) = named.subject
        && at.end <= span.start
        && fits(entity)
    {
        return Some(entity);
    }
    let before: Vec<u32> = named.people.iter().filter(|p| p.0.end <= span.start && fits(p.1)).map(|p| p.1).collect();
    if let Some(one) = only(&before) {
        return Some(one);
    }
    for sentence in recent.iter().rev() {
        if let Some((_, entity)) = sentence.subject.filter(|s| fits(s.1)) {
            return Some(entity);
        }
        let people: Vec<u32> = sentence.people.iter().map(|p| p.1).filter(|&e| fits(e)).collect();
        if !people.is_empty() {
            return only(&people);
        }
    }
    None
}

fn only(people: &[u32]) -> Option<u32> {
    let first = *people.first()?;
    people.iter().all(|&e| e == first).then_some(first)
}

/// Whether a name at `span` may be a subject: no possessive after it, no preposition before it.
fn acts(text: &str, span: Span) -> bool {
    let after = text.get(span.end as usize..).unwrap_or("");
    let owns = ["’s", "'s"].iter().any(|p| after.starts_with(p));
    let before = text.get(..span.start as usize).unwrap_or("").trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let governed = one_of(word, "of with by for to from against between about on in under than like");
    !owns && !governed
}

fn is_inside(quoted: &[Span], span: Span) -> bool {
    let next = quoted.partition_point(|q| q.start <= span.start);
    next.checked_sub(1).and_then(|i| quoted.get(i)).is_some_and(|q| span.start < q.end)
}

/// The pronouns of one person and gender inside `sentence`.
fn pronouns(text: &str, sentence: Span) -> Vec<(Span, Gender)> {
    let mut found = Vec::new();
    let mut at = sentence.start as usize;
    for word in sentence.of(text).split(|c: char| !c.is_alphabetic()) {
        let gender = gender_of(word);
        if let Some(gender) = gender {
            found.push((Span::new(at, at + word.len()), gender));
        }
        let gap = text.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        at += word.len() + gap;
    }
    found
}

/// Of a pronoun of one person.
fn gender_of(word: &str) -> Option<Gender> {
    const HE: WordList = WordList::new("he He him his His himself");
    const SHE: WordList = WordList::new("she She her Her hers herself");
    match (HE.holds(word), SHE.holds(word)) {
        (true, _) => Some(Gender::Masculine),
        (_, true) => Some(Gender::Feminine),
        _ => None,
    }
}

/// What the mentions of each entity say of its gender; the first to speak decides. Titles and what stands right
/// before the name (“his wife, Anna”) come first, then given names, then pronouns among the mentions.
pub(crate) fn genders(article: &Article, entities: &[Entity], mentions: &[Mention]) -> Vec<Option<Gender>> {
    let mut genders = vec![None; entities.len()];
    for mention in mentions {
        let Some(slot) = genders.get_mut(mention.entity as usize) else { continue };
        if slot.is_none() && entities.get(mention.entity as usize).is_some_and(|e| e.kind == EntityKind::Person) {
            let title = Span { start: mention.span.start, end: mention.name.start };
            *slot = title_gender(title.of(&article.text)).or_else(|| {
                let before = article.text.get(..mention.span.start as usize).unwrap_or("").trim_end();
                title_gender(before.trim_end_matches(',').rsplit([' ', '\n', '’', '\'', '“', '"']).next().unwrap_or(""))
            });
        }
    }
    for (slot, entity) in genders.iter_mut().zip(entities) {
        if slot.is_none() && entity.kind == EntityKind::Person {
            *slot = given_gender(&entity.name);
        }
    }
    for mention in mentions.iter().filter(|m| m.form == MentionForm::Pronoun) {
        if let Some(slot) = genders.get_mut(mention.entity as usize).filter(|s| s.is_none()) {
            *slot = gender_of(mention.span.of(&article.text));
        }
    }
    genders
}

pub(crate) fn title_gender(title: &str) -> Option<Gender> {
    const MEN: WordList = WordList::new(
        "mr sir lord king prince emperor pope sheikh sheik imam ayatollah rabbi duke baron earl herr monsieur spokesman \
         chairman congressman businessman councilman alderman policeman fireman sportsman statesman man boy husband father \
         dad brother son uncle nephew grandfather widower boyfriend actor",
    );
    const WOMEN: WordList = WordList::new(
        "mrs ms miss lady dame queen princess empress duchess baroness frau madame spokeswoman chairwoman congresswoman \
         businesswoman councilwoman policewoman sportswoman stateswoman woman girl wife mother mum mom sister daughter \
         aunt niece grandmother widow girlfriend actress",
    );
    title.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let word = word.lower();
        match (MEN.holds(&word), WOMEN.holds(&word)) {
            (true, _) => Some(Gender::Masculine),
            (_, true) => Some(Gender::Feminine),
            _ => None,
        }
    })
}

fn given_gender(name: &str) -> Option<Gender> {
    let mut words = name.split_whitespace();
    let first = words.next()?;
    words.next()?;
    let classes = LEXICON.classes(&fold(first));
    match (classes & class::GIVEN_M != 0, classes & class::GIVEN_F != 0) {
        (true, false) => Some(Gender::Masculine),
        (false, true) => Some(Gender::Feminine),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{MentionForm, names};
    use corpus::read_text;

    /// `expected`: each resolved pronoun with the name it stands for.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let article = read_text("x", text.to_owned());
        let (entities, mentions) = names::find(&article);
        let found: Vec<(&str, &str)> = mentions
            .iter()
            .filter(|m| m.form == MentionForm::Pronoun)
            .map(|m| (m.span.of(&article.text), entities[m.entity as usize].name.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pronouns_go_to_the_subject_of_fitting_gender() {
        check("Anna Berg met Paul Stone on Monday. She thanked him.", &[("She", "Anna Berg"), ("him", "Paul Stone")]);
        check("Paul Stone said he would resign.", &[("he", "Paul Stone")]);
        check(
            "President Omar Diallo warned that Prime Minister John Adu is pushing for war. He added that time was short.",
            &[("He", "Omar Diallo")],
        );
        check("Anna Berg’s lawyer spoke. “He is wrong,” Mr Stone said. He left.", &[("He", "Stone")]);
        check("John Adu spoke. In his reply, Paul Stone laughed.", &[("his", "Paul Stone")]);
        check("John Adu might leave, exposing Paul Stone and his team.", &[("his", "Paul Stone")]);
        check("The court sat. He left.", &[]);
        check("He said so.", &[]);
    }
}

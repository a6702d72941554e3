//! Who and what the corpus names: the list of names, the card of one, the sentences behind a number, and what a
//! correction would do.
//!
//! Pronouns are counted apart: a form, a sentence or a neighbour is one that the text names. Every number here can be
//! opened with [`SentencesOf`].
use crate::heads::head;
use crate::stretch::excerpt;
use crate::{Head, Library, Question, number};
use analysis::corrections::Correction;
use analysis::naming::description_beside;
use analysis::spelling::fold;
use analysis::take_along::outlet_name;
use analysis::{CorpusReading, Entity, EntityKind, Mention, MentionForm, Reading};
use corpus::{Article, Collection, InOrder, Lower, Map, Set, Span, packed};
use std::cmp::Reverse;

/// Asks for a stretch of the list of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CastOf {
    /// Words that the name or one of its forms must have, in any case, with or without accents; empty for all.
    pub with: String,
    /// Only this kind.
    pub kind: Option<EntityKind>,
    /// What comes first.
    pub order: CastOrder,
    /// How many are passed over.
    pub from: u32,
    /// How many are given at most.
    pub most: u32,
}

/// What comes first in the list of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CastOrder {
    /// Whom most mentions name.
    #[default]
    Mentions,
    /// By the alphabet.
    Name,
    /// Whom most outlets name.
    Outlets,
}

impl CastOrder {
    /// All of them, in the order of display.
    pub const ALL: [Self; 3] = [Self::Mentions, Self::Name, Self::Outlets];
}

/// A stretch of the list of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CastList {
    /// In the order asked for.
    pub rows: Vec<CastRow>,
    /// How many were passed over.
    pub from: u32,
    /// How many there are in all.
    pub total: u32,
    /// How many there are of each kind, whichever kind is asked for; kinds without any are left out.
    pub kinds: Vec<(EntityKind, u32)>,
}

/// A name in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastRow {
    /// Who or what.
    pub entity: Entity,
    /// Mentions otherwise than by a pronoun.
    pub mentions: u32,
    /// Articles with such a mention.
    pub articles: u32,
    /// Outlets of these articles.
    pub outlets: u32,
    /// The most frequent forms.
    pub forms: Vec<String>,
}

/// Asks for the card of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardOf {
    /// The entity's id.
    pub entity: String,
}

/// All that the corpus calls somebody or something, and beside whom. Long lists are cut; their lengths are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Who or what it is; `None` where the corpus does not have it, and then all else is empty.
    pub entity: Option<Entity>,
    /// Mentions by a name, a title with a name, a demonym or a description.
    pub mentions: u32,
    /// Mentions by a pronoun.
    pub pronouns: u32,
    /// Articles that mention it otherwise than by a pronoun.
    pub articles: u32,
    /// Surface forms with their titles, in the whole corpus, most frequent first; no pronouns.
    pub forms: Vec<Form>,
    /// How many forms there are in all.
    pub forms_total: u32,
    /// The same by outlet, most mentions first.
    pub outlets: Vec<OutletForms>,
    /// How many outlets there are in all.
    pub outlets_total: u32,
    /// What it is called besides its name, most frequent first.
    pub roles: Vec<Role>,
    /// How many such phrases there are in all.
    pub roles_total: u32,
    /// Who and what is mentioned in the same sentences, most sentences first.
    pub with: Vec<Together>,
    /// How many there are in all.
    pub with_total: u32,
    /// Where it is mentioned first: in the article whose first possible day is earliest; where no day is known, the
    /// first of the corpus.
    pub first: Option<First>,
    /// Attributions of which it is the speaker.
    pub speaks: u32,
    /// Articles with such an attribution.
    pub speaks_in: u32,
    /// The first of them.
    pub spoke_at: Option<Spot>,
}

/// A place in an article, as a link needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The article's id.
    pub article: String,
    /// Its outlet's name, or what stands in its place.
    pub outlet: String,
    /// The words, in bytes of the article's text.
    pub span: Span,
    /// The sentence around them.
    pub sentence: Span,
}

/// One way to call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// As written, in one line.
    pub text: String,
    /// How it is a mention.
    pub form: MentionForm,
    /// How often.
    pub count: u32,
    /// Where it stands first (in the order of the corpus).
    pub first: Spot,
}

/// How one outlet calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletForms {
    /// The outlet's name, or what stands in its place.
    pub outlet: String,
    /// The id of its first article that mentions it.
    pub article: String,
    /// Its articles that mention it.
    pub articles: u32,
    /// Mentions in them.
    pub mentions: u32,
    /// Its forms, most frequent first.
    pub forms: Vec<Form>,
}

/// Where a role phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RolePlace {
    /// Before the name, as a title.
    Title,
    /// Beside the name, between commas or before “of”.
    Beside,
    /// In place of the name.
    Alone,
}

/// What it is called besides its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// As written where it stands first.
    pub text: String,
    /// Where it stands.
    pub place: RolePlace,
    /// How often.
    pub count: u32,
    /// Where it stands first.
    pub first: Spot,
}

/// Who is mentioned in the same sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Who or what.
    pub entity: Entity,
    /// In how many sentences.
    pub sentences: u32,
    /// The first of them.
    pub first: Spot,
}

/// A first mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The article.
    pub head: Head,
    /// The mention and its sentence.
    pub at: Spot,
    /// The sentence's text.
    pub text: String,
    /// The mention in `text`, in bytes.
    pub mark: Span,
}

/// Which sentences are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Behind {
    /// Every one that names it.
    #[default]
    All,
    /// Those with this form.
    Form(String),
    /// Those that call it so besides its name.
    Role(String),
    /// Those that name the entity with this id too.
    With(String),
    /// Those in which its words are given.
    Said,
}

/// Asks for the sentences behind a number on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentencesOf {
    /// The entity's id.
    pub entity: String,
    /// Which.
    pub behind: Behind,
    /// Only this outlet's.
    pub outlet: Option<String>,
    /// How many are passed over.
    pub from: u32,
    /// How many are given at most.
    pub most: u32,
}

/// A stretch of sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentences {
    /// In the order of the corpus.
    pub sentences: Vec<Sentence>,
    /// How many there are in all.
    pub total: u32,
    /// How many places in them were counted.
    pub places: u32,
}

/// A sentence with what was counted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its article.
    pub head: Head,
    /// Where it stands in the article's text.
    pub span: Span,
    /// As written.
    pub text: String,
    /// What was counted, in bytes of `text`.
    pub marks: Vec<Span>,
}

/// Asks what a correction would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WouldMove {
    /// The correction.
    pub correction: Correction,
}

/// What a correction would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Mentions that would mean another entity, pronouns too.
    pub mentions: u32,
    /// Articles they stand in.
    pub articles: u32,
}

/// Asks what the corrections do that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionsOf {
    /// How many are given at most.
    pub most: u32,
}

/// The corrections that hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorrectionsTold {
    /// In the order in which they apply.
    pub lines: Vec<CorrectionLine>,
}

/// A correction in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorrectionLine {
    /// What it does.
    pub what: String,
    /// Why it could not be applied, or only in part.
    pub why: Option<String>,
}

packed!(CastOf { with, kind, order, from, most });
packed!(enum CastOrder { 0 => Mentions, 1 => Name, 2 => Outlets });
packed!(CastList { rows, from, total, kinds });
packed!(CastRow { entity, mentions, articles, outlets, forms });
packed!(enum Behind { 0 => All, 1 => Form(form), 2 => Role(role), 3 => With(entity), 4 => Said });
packed!(SentencesOf { entity, behind, outlet, from, most });
packed!(Sentences { sentences, total, places });
packed!(Sentence { head, span, text, marks });
packed!(WouldMove { correction });
packed!(Moved { mentions, articles });
packed!(CorrectionsOf { most });
packed!(CorrectionsTold { lines });
packed!(CorrectionLine { what, why });
packed!(CardOf { entity });
packed!(Card {
    entity,
    mentions,
    pronouns,
    articles,
    forms,
    forms_total,
    outlets,
    outlets_total,
    roles,
    roles_total,
    with,
    with_total,
    first,
    speaks,
    speaks_in,
    spoke_at,
});
packed!(Spot { article, outlet, span, sentence });
packed!(Form { text, form, count, first });
packed!(OutletForms { outlet, article, articles, mentions, forms });
packed!(enum RolePlace { 0 => Title, 1 => Beside, 2 => Alone });
packed!(Role { text, place, count, first });
packed!(Together { entity, sentences, first });
packed!(First { head, at, text, mark });

/// Forms in a row of the list.
const ROW_FORMS_MAX: usize = 4;
/// Forms, outlets, roles and neighbours on a card.
const CARD_MAX: usize = 60;
/// Forms of one outlet on a card.
const OUTLET_FORMS_MAX: usize = 12;

/// Everybody and everything that is named, counted once for a library.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    /// By entity.
    named: Vec<Named>,
    /// Entities, most mentions first.
    order: Vec<u32>,
    /// Names of the outlets.
    outlets: Vec<String>,
    /// By article, the number of its outlet.
    outlet_of: Vec<u32>,
}

#[derive(Debug, Default)]
struct Named {
    /// Articles that mention it or let it speak.
    articles: Vec<u32>,
    /// Articles that name it.
    named_in: u32,
    outlets: u32,
    /// Mentions but pronouns.
    mentions: u32,
    /// The most frequent forms.
    forms: Vec<String>,
    /// The name and every form, folded, a line each.
    text: String,
}

packed!(Cast { named, order, outlets, outlet_of });
packed!(Named { articles, named_in, outlets, mentions, forms, text });

impl Cast {
    /// The articles that mention an entity or let it speak.
    pub(crate) fn articles_of(&self, entity: u32) -> &[u32] {
        self.named.get(entity as usize).map_or(&[], |named| &named.articles)
    }

    pub(crate) fn of(collection: &Collection, reading: &CorpusReading) -> Self {
        let mut cast = Self::default();
        let mut numbers: Map<String, u32> = Map::new();
        for n in 0..number(collection.articles.len()) {
            let next = number(cast.outlets.len());
            let name = outlet_name(collection, n);
            let outlet = *numbers.entry(name.clone()).or_insert(next);
            if outlet == next {
                cast.outlets.push(name);
            }
            cast.outlet_of.push(outlet);
        }
        cast.named.resize_with(reading.entities.len(), Named::default);
        // Every mention as entity, article and place in its list: the entities' own lie together.
        let mut all: Vec<(u32, u32, u32)> = Vec::new();
        for (n, own) in (0..).zip(&reading.articles) {
            let met = own.mentions.iter().map(|m| m.entity).chain(own.attributions.iter().filter_map(|a| a.speaker));
            for (entity, place) in met.zip(0..) {
                let named = cast.named.get_mut(entity as usize);
                if let Some(named) = named.filter(|named| named.articles.last() != Some(&n)) {
                    named.articles.push(n);
                }
                if own.mentions.get(place as usize).is_some_and(|m| m.form != MentionForm::Pronoun) {
                    all.push((entity, n, place));
                }
            }
        }
        let mut starts = vec![0_usize; reading.entities.len() + 1];
        for (entity, ..) in &all {
            starts.get_mut(*entity as usize + 1).into_iter().for_each(|n| *n += 1);
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut by_entity = vec![(0, 0); all.len()];
        for (entity, article, place) in all {
            let Some(at) = next.get_mut(entity as usize) else { continue };
            by_entity.get_mut(*at).into_iter().for_each(|slot| *slot = (article, place));
            *at += 1;
        }
        for ((named, entity), range) in cast.named.iter_mut().zip(&reading.entities).zip(starts.windows(2)) {
            let [from, to] = range else { continue };
            let mine = by_entity.get(*from..*to).unwrap_or(&[]);
            let mut forms: Map<&str, u32> = Map::new();
            let (mut outlets, mut last) = (Set::new(), None);
            for &(article, place) in mine {
                let here = collection.articles.get(article as usize).zip(reading.articles.get(article as usize));
                let mention = here.and_then(|(a, own)| Some((a, own.mentions.get(place as usize)?)));
                let Some((a, mention)) = mention else { continue };
                *forms.entry(mention.span.of(&a.text)).or_default() += 1;
                if last != Some(article) {
                    last = Some(article);
                    named.named_in += 1;
                    outlets.insert(cast.outlet_of.get(article as usize).copied());
                }
            }
            named.mentions = number(mine.len());
            named.outlets = number(outlets.len());
            let mut forms: Vec<(&str, u32)> = forms.into_iter().collect();
            forms.put_in_order_by_key(|(_, n)| Reverse(*n));
            named.text = fold(&entity.name);
            for (form, _) in &forms {
                named.text.push('\n');
                named.text.push_str(&fold(form));
            }
            named.forms = forms.iter().take(ROW_FORMS_MAX).map(|(form, _)| one_line(form)).collect();
        }
        cast.order = (0..number(cast.named.len())).collect();
        let weight = |e: &u32| cast.named.get(*e as usize).map_or(0, |n| n.mentions);
        cast.order.put_in_order_by_key(|e| Reverse(weight(e)));
        cast
    }

    fn get(&self, entity: u32) -> Option<&Named> {
        self.named.get(entity as usize)
    }
}

fn one_line(text: &str) -> String {
    Span::new(0, text.len()).in_one_line(text)
}

/// The articles that mention the entity with that id or let it speak.
fn articles_of(library: &Library, entity: &str) -> Vec<u32> {
    library.entity_by_id(entity).map_or_else(Vec::new, |e| library.cast().articles_of(e).to_vec())
}

impl Question for CastOf {
    type Answer = CastList;
    const NUMBER: u8 = 20;

    fn prepare(&self, library: &mut Library) {
        library.load(&[]);
    }

    fn answer(&self, library: &Library) -> CastList {
        let (cast, entities) = (library.cast(), &library.reading.entities);
        let with = fold(&self.with);
        let words: Vec<&str> = with.split_whitespace().collect();
        let mut list = CastList { from: self.from, ..CastList::default() };
        let mut counts = [0_u32; EntityKind::ALL.len()];
        let mut chosen: Vec<u32> = Vec::new();
        for &e in &cast.order {
            let Some((named, entity)) = cast.get(e).zip(entities.get(e as usize)) else { continue };
            if !words.iter().all(|w| named.text.contains(w)) {
                continue;
            }
            counts.get_mut(entity.kind as usize).into_iter().for_each(|n| *n += 1);
            if self.kind.is_none_or(|k| k == entity.kind) {
                chosen.push(e);
            }
        }
        let of = |e: &u32| cast.get(*e);
        match self.order {
            CastOrder::Mentions => {}
            CastOrder::Name => {
                chosen.put_in_order_by(|a, b| of(a).map(|n| n.text.as_str()).cmp(&of(b).map(|n| n.text.as_str())));
            }
            CastOrder::Outlets => chosen.put_in_order_by_key(|e| Reverse(of(e).map_or(0, |n| n.outlets))),
        }
        list.total = number(chosen.len());
        list.kinds = EntityKind::ALL.into_iter().zip(counts).filter(|(_, n)| *n > 0).collect();
        for e in chosen.into_iter().skip(self.from as usize).take(self.most as usize) {
            let Some((named, entity)) = cast.get(e).zip(entities.get(e as usize)) else { continue };
            list.rows.push(CastRow {
                entity: entity.clone(),
                mentions: named.mentions,
                articles: named.named_in,
                outlets: named.outlets,
                forms: named.forms.clone(),
            });
        }
        list
    }
}

/// The articles that mention an entity, one after the other.
struct Walk<'a> {
    library: &'a Library,
    entity: u32,
}

/// An article on the way.
struct Here<'a> {
    number: u32,
    article: &'a Article,
    own: &'a Reading,
}

impl<'a> Walk<'a> {
    fn of(library: &'a Library, id: &str) -> Option<Self> {
        library.entity_by_id(id).map(|entity| Self { library, entity })
    }

    fn articles(&self) -> impl Iterator<Item = Here<'a>> {
        let (collection, reading) = (&self.library.collection, &self.library.reading);
        let articles = self.library.cast().get(self.entity).map_or(&[][..], |n| n.articles.as_slice());
        articles.iter().filter_map(move |&number| {
            let article = collection.articles.get(number as usize)?;
            Some(Here { number, article, own: reading.articles.get(number as usize)? })
        })
    }

    /// Whether it is a mention of the entity by something else than a pronoun.
    fn names(&self, m: &Mention) -> bool {
        m.entity == self.entity && m.form != MentionForm::Pronoun
    }
}

impl Here<'_> {
    /// The sentence around a place; the block where nothing is a sentence.
    fn sentence(&self, span: Span) -> Span {
        let sentence = self.article.sentence_at(span.start).and_then(|n| self.article.sentences.get(n).copied());
        sentence.or_else(|| self.article.block_at(span.start).map(|b| b.span)).unwrap_or(span)
    }

    fn spot(&self, library: &Library, span: Span) -> Spot {
        Spot {
            article: self.article.id.clone(),
            outlet: outlet_name(&library.collection, self.number),
            span,
            sentence: self.sentence(span),
        }
    }

    /// What a mention calls the entity besides its name.
    fn role(&self, person: bool, m: &Mention) -> Option<(RolePlace, Span)> {
        let front = || Span { end: m.name.start, ..m.span };
        match m.form {
            MentionForm::Role => Some((RolePlace::Alone, m.span)),
            MentionForm::TitleAndName if m.name.start > m.span.start => Some((RolePlace::Title, front())),
            MentionForm::Name | MentionForm::TitleAndName if person => {
                Some((RolePlace::Beside, description_beside(self.article, self.own, m)?))
            }
            _ => None,
        }
    }

    fn role_text(&self, span: Span) -> String {
        let text = span.in_one_line(&self.article.text);
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == ',');
        let bare = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
        bare.to_owned()
    }

    /// The other entities that a sentence names.
    fn others(&self, sentence: Span, but: u32) -> Set<u32> {
        let from = self.own.mentions.partition_point(|m| m.span.start < sentence.start);
        let inside = self.own.mentions.iter().skip(from).take_while(|m| m.span.start < sentence.end);
        let mut others = Set::new();
        for m in inside.filter(|m| m.entity != but && m.form != MentionForm::Pronoun) {
            others.insert(m.entity);
        }
        others
    }
}

/// A form while it is counted.
type Counted = (MentionForm, u32, u32, Span);

impl Question for CardOf {
    type Answer = Card;
    const NUMBER: u8 = 21;

    fn prepare(&self, library: &mut Library) {
        library.load(&[]);
    }

    fn needs(&self, library: &Library) -> Vec<u32> {
        match library.card_ahead(&self.entity) {
            Some(_) => Vec::new(),
            None => articles_of(library, &self.entity),
        }
    }

    fn answer(&self, library: &Library) -> Card {
        if let Some(card) = library.card_ahead(&self.entity) {
            return card;
        }
        let Some(walk) = Walk::of(library, &self.entity) else { return Card::default() };
        let (reading, cast) = (&library.reading, library.cast());
        let mut card = Card { entity: reading.entities.get(walk.entity as usize).cloned(), ..Card::default() };
        let person = card.entity.as_ref().is_some_and(|e| e.kind == EntityKind::Person);
        // By outlet and form: how often, and where first.
        let mut forms: Map<(u32, String), Counted> = Map::new();
        let mut in_outlet: Map<u32, (u32, u32)> = Map::new();
        let mut roles: Map<String, (RolePlace, String, u32, u32, Span)> = Map::new();
        let mut with: Map<u32, (u32, u32, Span)> = Map::new();
        let mut first: Option<(Option<corpus::Date>, u32, Span)> = None;
        for here in walk.articles() {
            let outlet = cast.outlet_of.get(here.number as usize).copied().unwrap_or(0);
            let mut named = false;
            let mut last_sentence = None;
            for m in here.own.mentions.iter().filter(|m| m.entity == walk.entity) {
                if m.form == MentionForm::Pronoun {
                    card.pronouns += 1;
                    continue;
                }
                if !named {
                    named = true;
                    in_outlet.entry(outlet).or_insert((here.number, 0)).1 += 1;
                    let day = reading.datings.get(here.number as usize).and_then(|d| Some(d.as_ref()?.earliest));
                    // What has no day comes after what has one.
                    let earlier = first.is_none_or(|(known, ..)| match (day, known) {
                        (Some(day), Some(known)) => day < known,
                        (day, known) => day.is_some() && known.is_none(),
                    });
                    if earlier {
                        first = Some((day, here.number, m.span));
                    }
                }
                card.mentions += 1;
                let form = m.span.in_one_line(&here.article.text);
                forms.entry((outlet, form)).or_insert((m.form, 0, here.number, m.span)).1 += 1;
                if let Some((place, span)) = here.role(person, m) {
                    let text = here.role_text(span);
                    let key = text.lower();
                    roles.entry(key).or_insert((place, text, 0, here.number, span)).2 += 1;
                }
                let sentence = here.sentence(m.span);
                if last_sentence != Some(sentence) {
                    last_sentence = Some(sentence);
                    for other in here.others(sentence, walk.entity).iter() {
                        with.entry(*other).or_insert((0, here.number, sentence)).0 += 1;
                    }
                }
            }
            card.articles += u32::from(named);
            let said = here.own.attributions.iter().filter(|a| a.speaker == Some(walk.entity));
            let spans: Vec<Span> = said.filter_map(|a| a.content.first().copied().or(a.source)).collect();
            card.speaks += number(spans.len());
            card.speaks_in += u32::from(!spans.is_empty());
            if let Some(span) = spans.first().filter(|_| card.spoke_at.is_none()) {
                card.spoke_at = Some(here.spot(library, *span));
            }
        }
        let spot = |article: u32, span: Span| {
            let known = library.collection.articles.get(article as usize).zip(reading.articles.get(article as usize));
            known.map(|(a, own)| Here { number: article, article: a, own }.spot(library, span)).unwrap_or_default()
        };
        let form = |text: String, (form, count, article, span): Counted| Form {
            text,
            form,
            count,
            first: spot(article, span),
        };
        let mut whole: Map<String, Counted> = Map::new();
        let mut by_outlet: Map<u32, Vec<(String, Counted)>> = Map::new();
        for ((outlet, text), counted) in forms {
            let all = whole.entry(text.clone()).or_insert((counted.0, 0, counted.2, counted.3));
            all.1 += counted.1;
            if (counted.2, counted.3) < (all.2, all.3) {
                (all.2, all.3) = (counted.2, counted.3);
            }
            by_outlet.entry(outlet).or_default().push((text, counted));
        }
        let mut whole: Vec<(String, Counted)> = whole.into_iter().collect();
        whole.put_in_order_by_key(|(_, c)| Reverse(c.1));
        card.forms_total = number(whole.len());
        card.forms = whole.into_iter().take(CARD_MAX).map(|(text, c)| form(text, c)).collect();
        let mut outlets: Vec<(u32, Vec<(String, Counted)>)> = by_outlet.into_iter().collect();
        let sum = |forms: &[(String, Counted)]| forms.iter().map(|(_, c)| c.1).sum::<u32>();
        outlets.put_in_order_by_key(|(_, forms)| Reverse(sum(forms)));
        card.outlets_total = number(outlets.len());
        for (outlet, mut forms) in outlets.into_iter().take(CARD_MAX) {
            forms.put_in_order_by_key(|(_, c)| Reverse(c.1));
            let (article, articles) = in_outlet.get(&outlet).copied().unwrap_or_default();
            card.outlets.push(OutletForms {
                outlet: cast.outlets.get(outlet as usize).cloned().unwrap_or_default(),
                article: library.collection.articles.get(article as usize).map(|a| a.id.clone()).unwrap_or_default(),
                articles,
                mentions: sum(&forms),
                forms: forms.into_iter().take(OUTLET_FORMS_MAX).map(|(text, c)| form(text, c)).collect(),
            });
        }
        let mut roles: Vec<_> = roles.into_iter().map(|(_, role)| role).collect();
        roles.put_in_order_by_key(|role| Reverse(role.2));
        card.roles_total = number(roles.len());
        let role = |(place, text, count, article, span)| Role { text, place, count, first: spot(article, span) };
        card.roles = roles.into_iter().take(CARD_MAX).map(role).collect();
        let mut with: Vec<(u32, (u32, u32, Span))> = with.into_iter().collect();
        with.put_in_order_by_key(|(_, (n, ..))| Reverse(*n));
        card.with_total = number(with.len());
        for (other, (sentences, article, span)) in with.into_iter().take(CARD_MAX) {
            let Some(entity) = reading.entities.get(other as usize).cloned() else { continue };
            card.with.push(Together { entity, sentences, first: spot(article, span) });
        }
        card.first = first.and_then(|(_, article, span)| {
            let at = spot(article, span);
            let text = &library.collection.articles.get(article as usize)?.text;
            let shown = excerpt(text, at.sentence, span);
            let mark = within(span, shown);
            let text = shown.of(text).to_owned();
            Some(First { head: head(library, article as usize), at, text, mark })
        });
        card
    }
}

/// A place counted from the start of its sentence.
fn within(span: Span, sentence: Span) -> Span {
    let from = |at: u32| at.clamp(sentence.start, sentence.end) - sentence.start;
    Span { start: from(span.start), end: from(span.end) }
}

impl Question for SentencesOf {
    type Answer = Sentences;
    const NUMBER: u8 = 22;

    fn prepare(&self, library: &mut Library) {
        library.load(&[]);
    }

    fn needs(&self, library: &Library) -> Vec<u32> {
        articles_of(library, &self.entity)
    }

    fn answer(&self, library: &Library) -> Sentences {
        let mut found = Sentences::default();
        let Some(walk) = Walk::of(library, &self.entity) else { return found };
        let entity = library.reading.entities.get(walk.entity as usize);
        let person = entity.is_some_and(|e| e.kind == EntityKind::Person);
        let other = match &self.behind {
            Behind::With(id) => match library.entity_by_id(id) {
                Some(other) => Some(other),
                None => return found,
            },
            _ => None,
        };
        let role = |text: &str| text.lower();
        for here in walk.articles() {
            let outlet = || outlet_name(&library.collection, here.number);
            if self.outlet.as_ref().is_some_and(|wanted| *wanted != outlet()) {
                continue;
            }
            let mut places: Vec<Span> = Vec::new();
            if self.behind == Behind::Said {
                let said = here.own.attributions.iter().filter(|a| a.speaker == Some(walk.entity));
                places.extend(said.filter_map(|a| a.content.first().copied().or(a.source)));
            }
            for m in here.own.mentions.iter().filter(|m| walk.names(m)) {
                let fits = match &self.behind {
                    Behind::All => true,
                    Behind::Form(form) => m.span.in_one_line(&here.article.text) == *form,
                    Behind::Role(wanted) => {
                        here.role(person, m).is_some_and(|(_, span)| role(&here.role_text(span)) == role(wanted))
                    }
                    Behind::With(_) => {
                        other.is_some_and(|o| here.others(here.sentence(m.span), walk.entity).contains(&o))
                    }
                    Behind::Said => false,
                };
                if fits {
                    places.push(m.span);
                }
            }
            places.put_in_order();
            found.places += number(places.len());
            let mut last: Option<Span> = None;
            for place in places {
                let sentence = excerpt(&here.article.text, here.sentence(place), place);
                if last.is_none_or(|last| place.start < last.start || last.end <= place.start) {
                    last = Some(sentence);
                    if found.total >= self.from && found.sentences.len() < self.most as usize {
                        let mut marks = Vec::new();
                        if let Some(o) = other {
                            let both = |m: &&Mention| {
                                m.entity == o && m.form != MentionForm::Pronoun && sentence.contains(m.span)
                            };
                            marks.extend(here.own.mentions.iter().filter(both).map(|m| within(m.span, sentence)));
                        }
                        found.sentences.push(Sentence {
                            head: head(library, here.number as usize),
                            span: sentence,
                            text: sentence.of(&here.article.text).to_owned(),
                            marks,
                        });
                    }
                    found.total += 1;
                }
                let shown = found.total > self.from && found.total - self.from == number(found.sentences.len());
                if let Some(sentence) = found.sentences.last_mut().filter(|_| shown) {
                    sentence.marks.push(within(place, sentence.span));
                }
            }
        }
        found.sentences.iter_mut().for_each(|s| s.marks.put_in_order());
        found
    }
}

impl Question for WouldMove {
    type Answer = Moved;
    const NUMBER: u8 = 23;

    fn answer(&self, library: &Library) -> Moved {
        let moved = self.correction.moves(&library.collection, &library.reading);
        let mut articles: Vec<u32> = moved.iter().map(|(article, _)| *article).collect();
        articles.dedup();
        Moved { mentions: number(moved.len()), articles: number(articles.len()) }
    }
}

impl Question for CorrectionsOf {
    type Answer = CorrectionsTold;
    const NUMBER: u8 = 24;

    fn answer(&self, library: &Library) -> CorrectionsTold {
        let all = library.corrections();
        // What was merged has a name only where nothing was corrected; what was split off only in its split.
        let name = |id: &str| {
            let engine = library.uncorrected_entities().iter().find(|e| e.id == id).map(|e| e.name.clone());
            let split = || {
                all.iter().find_map(|c| match c {
                    Correction::Split(split) if split.id() == id => Some(split.name.trim().to_owned()),
                    _ => None,
                })
            };
            engine.or_else(split).unwrap_or_else(|| id.to_owned())
        };
        let line = |(at, c): (u32, &Correction)| CorrectionLine {
            what: c.describe(&name),
            why: library.unapplied().iter().find(|u| u.at == at).map(|u| u.why.clone()),
        };
        CorrectionsTold { lines: (0..).zip(all).take(self.most as usize).map(line).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::corrections::Split;
    use corpus::{Basis, Outlet, Published, read_text};

    const TEXTS: [(&str, &str, &str); 3] = [
        (
            "The Gull",
            "2024-03-05",
            "Foreign Minister Anna Berg spoke in Kiev on Monday. “We left,” Berg said. She wept.",
        ),
        ("The Gull", "", "Anna Berg, the foreign minister, left Kiev. Berg praised Omar Saleh and thanked Saleh."),
        ("The Tern", "2024-03-04", "Omar Saleh met Anna Berg in Kyiv. “It is over,” Saleh said."),
    ];

    fn library() -> Library {
        let article = |(n, (outlet, day, text)): (usize, &(&str, &str, &str))| {
            let mut article = read_text(&format!("a{n}"), (*text).to_owned());
            article.outlet = Some(Outlet { name: (*outlet).to_owned(), url: None, basis: Basis::Supplied });
            let supplied = |value| Published { value, basis: Basis::Supplied, span: None };
            article.published = day.parse().ok().map(supplied);
            article
        };
        let articles = TEXTS.iter().enumerate().map(article).collect();
        Library::read(Collection { articles, ..Collection::default() })
    }

    fn cast(with: &str, kind: Option<EntityKind>, order: CastOrder) -> CastOf {
        CastOf { with: with.to_owned(), kind, order, from: 0, most: 99 }
    }

    fn card(library: &Library, id: &str) -> Card {
        CardOf { entity: id.to_owned() }.answer(library)
    }

    #[test]
    fn the_list_is_searched_by_any_form_and_counted() {
        let library = library();
        let ids = |ask: CastOf| ask.answer(&library).rows.into_iter().map(|r| r.entity.id).collect::<Vec<_>>();
        let all = cast("", None, CastOrder::Mentions).answer(&library);
        assert_eq!(all.total as usize, all.rows.len());
        assert_eq!(all.rows[0].entity.id, "person/anna-berg");
        assert_eq!((all.rows[0].mentions, all.rows[0].articles, all.rows[0].outlets), (5, 3, 2));
        assert!(all.rows[0].forms.contains(&"Foreign Minister Anna Berg".to_owned()));
        assert!(all.kinds.contains(&(EntityKind::Person, 2)));
        // One place, two spellings.
        let found = [ids(cast("kiev", None, CastOrder::Mentions)), ids(cast("KYIV", None, CastOrder::Mentions))];
        assert_eq!(found[0], found[1]);
        assert_eq!(found[0].len(), 1);
        let people = cast("", Some(EntityKind::Person), CastOrder::Name);
        assert_eq!(ids(people), ["person/anna-berg", "person/omar-saleh"]);
        let cut =
            CastOf { from: 1, most: 1, ..cast("", Some(EntityKind::Person), CastOrder::Outlets) }.answer(&library);
        assert_eq!((cut.rows.len(), cut.total), (1, 2));
        assert!(cast("nobody at all", None, CastOrder::Mentions).answer(&library).rows.is_empty());
    }

    #[test]
    fn a_card_tells_forms_roles_neighbours_and_the_first_mention() {
        let library = library();
        let anna = card(&library, "person/anna-berg");
        assert_eq!((anna.mentions, anna.pronouns, anna.articles, anna.outlets_total), (5, 1, 3, 2));
        let forms: Vec<(&str, u32)> = anna.forms.iter().map(|f| (f.text.as_str(), f.count)).collect();
        assert_eq!(forms, [("Anna Berg", 2), ("Berg", 2), ("Foreign Minister Anna Berg", 1)]);
        assert_eq!(anna.outlets[0].outlet, "The Gull");
        assert_eq!((anna.outlets[0].articles, anna.outlets[0].mentions, anna.outlets[1].mentions), (2, 4, 1));
        let roles: Vec<(&str, RolePlace, u32)> =
            anna.roles.iter().map(|r| (r.text.as_str(), r.place, r.count)).collect();
        assert_eq!(roles, [("Foreign Minister", RolePlace::Title, 2)], "also beside the name");
        let with = |id: &str| anna.with.iter().find(|t| t.entity.id == id).map(|t| t.sentences);
        assert_eq!(with("person/omar-saleh"), Some(2), "sentences, not mentions");
        let first = anna.first.clone().unwrap();
        assert_eq!((first.head.id.as_str(), first.mark.of(&first.text)), ("a2", "Anna Berg"), "the earliest day");
        assert_eq!(first.text, "Omar Saleh met Anna Berg in Kyiv.");
        assert_eq!((anna.speaks, anna.speaks_in), (3, 2), "said, praised, thanked");
        assert_eq!(card(&library, "person/nobody"), Card::default());
    }

    #[test]
    fn every_number_of_a_card_has_its_sentences() {
        for library in [library(), Library::read(embed::collection())] {
            for row in cast("", None, CastOrder::Mentions).answer(&library).rows {
                let card = card(&library, &row.entity.id);
                let ask = |behind: Behind, outlet: Option<&str>| {
                    let outlet = outlet.map(str::to_owned);
                    let ask = SentencesOf { entity: row.entity.id.clone(), behind, outlet, from: 0, most: 9999 };
                    let found = ask.answer(&library);
                    assert_eq!(found.sentences.len(), found.total as usize);
                    for (n, sentence) in found.sentences.iter().enumerate() {
                        let one = SentencesOf { from: n as u32, most: 1, ..ask.clone() }.answer(&library);
                        assert_eq!(one.sentences, std::slice::from_ref(sentence), "a stretch is a part of the whole");
                        assert!(!sentence.marks.is_empty());
                        assert!(sentence.marks.iter().all(|m| !m.of(&sentence.text).is_empty()));
                    }
                    found
                };
                assert_eq!((row.mentions, row.articles), (card.mentions, card.articles));
                assert_eq!(ask(Behind::All, None).places, card.mentions);
                assert_eq!(ask(Behind::Said, None).places, card.speaks);
                for form in &card.forms {
                    assert_eq!(ask(Behind::Form(form.text.clone()), None).places, form.count);
                }
                for outlet in &card.outlets {
                    assert_eq!(ask(Behind::All, Some(&outlet.outlet)).places, outlet.mentions);
                    for form in &outlet.forms {
                        assert_eq!(ask(Behind::Form(form.text.clone()), Some(&outlet.outlet)).places, form.count);
                    }
                }
                for role in &card.roles {
                    assert_eq!(ask(Behind::Role(role.text.clone()), None).places, role.count, "{role:?}");
                }
                for other in &card.with {
                    assert_eq!(ask(Behind::With(other.entity.id.clone()), None).total, other.sentences, "{other:?}");
                }
            }
        }
    }

    #[test]
    fn corrections_reach_every_answer_and_leave_no_trace() {
        let mut library = library();
        library.searched();
        let (before, list) = (library.reading.clone(), cast("", None, CastOrder::Mentions).answer(&library));
        let merge = Correction::Merge(vec!["person/omar-saleh".into()], "person/anna-berg".into());
        let would = WouldMove { correction: merge.clone() }.answer(&library);
        assert_eq!(would.articles, 2);
        library.correct(vec![merge.clone(), Correction::Rename("person/nobody".into(), "X".into())]);
        let anna = card(&library, "person/anna-berg");
        assert_eq!(anna.mentions + anna.pronouns, 6 + would.mentions);
        assert_eq!(anna.speaks, 4);
        assert_eq!(card(&library, "person/omar-saleh"), Card::default());
        assert_eq!(cast("saleh", None, CastOrder::Name).answer(&library).rows[0].entity.name, "Anna Berg");
        let told = CorrectionsOf { most: 9 }.answer(&library).lines;
        assert_eq!(told[0], CorrectionLine { what: "Merged “Omar Saleh” into “Anna Berg”".into(), why: None });
        assert!(told[1].what == "Renamed “person/nobody” to “X”" && told[1].why.is_some());
        let split = Split {
            entity: "person/anna-berg".into(),
            forms: vec!["Saleh".into()],
            name: "S".into(),
            ..Split::default()
        };
        library.correct(vec![merge, Correction::Split(split)]);
        assert_eq!(card(&library, "person/anna-berg/s").mentions, 2);
        library.correct(Vec::new());
        assert_eq!(library.reading, before);
        assert_eq!(cast("", None, CastOrder::Mentions).answer(&library), list);
    }
}

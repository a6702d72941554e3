//! Read: one article, or two or three beside each other, with what the engine found marked in layers.
//!
//! Marks are links to the card of the thing named, so that they work by mouse, touch and keyboard alike. Text
//! that was set aside is folded, not deleted. With every layer off the text is plain. The card, the strip beside the
//! text and the notes have files of their own.
use crate::Context;
use crate::address::{Address, Read};
use crate::ask::{Same, use_answer};
use crate::desk::Desk;
use crate::effects;
use crate::layers::{Layer, Layers};
use crate::markup::html;
use crate::parts::evidence::passage_link;
use crate::parts::introduction;
use crate::parts::marked::{Mark, direction, marked_seen};
use crate::pointed::{bring_here, reach};
use crate::state::Action;
use crate::views::read_card::{NameCard, PointedCard};
use crate::views::read_notes::{Lying, NoteForm, NoteOffer, Notes, Passage, notes_on};
use crate::views::read_strip::strip;
use analysis::EntityKind;
use analysis::voices::{Owner, owners};
use corpus::InOrder;
use corpus::Lower;
use corpus::Map;
use corpus::{Article, Block, BlockKind, NoticeKind, Span};
use library::{Anchoring, Extract, Extracting, Fit, Head, Heads, HeadsOf, Stretch, Whither, shortened};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`ReadView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to read, and what is marked.
    pub at: Read,
}

/// Articles that are offered; more are found by their words.
const OFFERED: u32 = 40;

/// The Read view: asks for the articles.
#[component]
pub(crate) fn ReadView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let mut asked = Extracting {
        articles: props.at.articles.clone(),
        at: props.at.at.and_then(|span| Some((u32::try_from(props.at.at_text).ok()?, span))),
        words: props.at.words.clone(),
    };
    // What lies here need not be asked for: another passage of the same pieces.
    let last = use_mut_ref(|| None::<(Extracting, Rc<Extract>)>);
    if let Some((before, extract)) = &*last.borrow()
        && before.articles == asked.articles
        && asked.words.exact.is_empty()
        && lies_here(extract, asked.at)
    {
        asked = before.clone();
    }
    let extract = use_answer(&context, asked.clone());
    if let Some(answer) = extract.answer.as_ref().filter(|_| !extract.waiting) {
        *last.borrow_mut() = Some((asked, answer.clone()));
    }
    let with = use_state(String::new);
    let heads = use_answer(&context, HeadsOf { with: (*with).clone(), from: 0, most: OFFERED });
    let search = {
        let with = with.setter();
        use_callback((), move |event: InputEvent, ()| with.set(effects::chosen(&event)))
    };
    let waiting = extract.waiting;
    match extract.answer.zip(heads.answer) {
        Some((extract, heads)) => yew::html! {
            <TextsView {context} at={props.at.clone()} extract={Same(extract)} {waiting} heads={Same(heads)} with={(*with).clone()} {search} />
        },
        None => html! {},
    }
}

/// Whether a passage lies in the pieces that are shown; without one it is the first pieces that are asked for.
fn lies_here(extract: &Extract, at: Option<(u32, Span)>) -> bool {
    let Some((text, span)) = at else { return extract.stretches.iter().all(|s| s.piece == 0) };
    let there = |s: &Stretch| s.is_whole() || (s.start <= span.start && span.start < s.end);
    extract.stretches.get(text as usize).is_none_or(there)
}

#[derive(Properties, PartialEq)]
struct TextsProps {
    context: Context,
    at: Read,
    extract: Same<Extract>,
    /// Whether these are still the articles that were read before.
    waiting: bool,
    heads: Same<Heads>,
    /// Words that the offered articles have.
    with: String,
    search: Callback<InputEvent>,
}

/// The articles as they were answered.
#[component]
fn TextsView(props: &TextsProps) -> Html {
    let context = &props.context;
    let desk = use_memo(props.extract.clone(), |extract| Desk::lay(&extract.0, &context.state.catalogue));
    let articles: Vec<u32> = (0..desk.collection.articles.len()).filter_map(|n| u32::try_from(n).ok()).collect();
    let who = props.at.who.as_deref().and_then(|id| desk.entity_by_id(id));
    let writing = use_state(|| None::<Passage>);
    let link = use_state(|| (String::new(), 0));
    let seen = use_state(|| false);
    // By its words, if the link has them.
    let passage = match props.at.at {
        _ if !props.at.words.exact.is_empty() => props.extract.0.at,
        at => at.and_then(|span| Some((u32::try_from(props.at.at_text).ok()?, span))),
    };
    let name = articles.first().map_or_else(String::new, |a| desk.outlet(*a));
    use_effect_with(format!("{name} – Parallax"), |title| effects::write_title(title));
    use_effect_with((), |()| effects::take_over());
    {
        let last = use_mut_ref(|| None);
        let now = (props.extract.clone(), props.waiting, passage);
        let articles = props.at.articles.clone();
        use_effect_with(now, move |(_, waiting, passage)| {
            if *waiting {
                return;
            }
            if passage.is_some() {
                bring_here();
            }
            // Another page has the focus on its heading; another passage of the same page takes it.
            let before = last.borrow_mut().replace(articles.clone());
            if before.as_ref() == Some(&articles) {
                effects::focus("here");
            }
        });
    }
    {
        // The pieces may have been asked for by an earlier link.
        let fit = if props.at.words.exact.is_empty() { Fit::Same } else { props.extract.0.fit };
        let dispatcher = context.state.dispatcher();
        use_effect_with((props.extract.clone(), props.waiting), move |(_, waiting)| {
            let said = match fit {
                Fit::Changed => "The words of the passage have changed since the link was made.",
                Fit::Lost => "The passage of the link was not found: the nearest is shown.",
                Fit::Same => return,
            };
            if !waiting {
                dispatcher.dispatch(Action::Warn(said.to_owned()));
            }
        });
    }
    {
        // The mark of the mention leads where the page is; other names may lie in it.
        let here = Address::Read(props.at.clone()).print();
        use_effect_with((props.extract.clone(), props.at.who.clone(), props.at.nth), move |(_, who, nth)| {
            if who.is_some() && *nth > 0 {
                reach(&format!("a.named[href=\"{here}\"]"));
            }
        });
    }
    {
        let (unknown, dispatcher) = (props.extract.0.unknown.clone(), context.state.dispatcher());
        use_effect_with(unknown, move |unknown| crate::say_unknown(&dispatcher, unknown));
    }
    let anchored = use_answer(context, anchoring(&desk, context));
    if articles.is_empty() {
        return html! { <p class="nothing">{ "This corpus has no articles." }</p> };
    }
    let heads = props.heads.0.clone();
    let whither: &[Whither] = anchored.answer.as_ref().filter(|_| !anchored.waiting).map_or(&[], |a| &a.places);
    let notes = Rc::new(notes_on(&desk, &context.state.kept.passages, whither));
    let (found, totals) = find_all(&desk, &articles, &notes);
    let at = props.at.clone();
    let see = {
        let seen = seen.clone();
        Callback::from(move |_: MouseEvent| seen.set(!*seen))
    };
    let desk_view = ReadingDesk {
        context: context.clone(),
        desk: desk.clone(),
        heads,
        at,
        passage,
        who,
        found,
        seen: (*seen, see),
    };
    let named = desk.reading.entities.iter().map(|e| e.id.clone()).zip(totals.iter().copied()).collect();
    let all = who.and_then(|who| totals.get(who as usize)).copied().unwrap_or(0);
    let write = {
        let writing = writing.setter();
        Callback::from(move |passage| writing.set(passage))
    };
    let shown = desk_view.shown();
    let (at, desk) = (props.at.clone(), &desk);
    let card = match at.who.clone() {
        Some(entity) => yew::html! {
            <NameCard context={context.clone()} at={at.clone()} {entity} nth={at.nth.min(all)} {all} beside={None} />
        },
        None => html! { <p class="card-empty">{ "Choose a marked name to see what every outlet calls it." }</p> },
    };
    let notes = yew::html! {
        <Notes context={context.clone()} desk={desk.clone()} at={at.clone()} {shown} write={write.clone()} {notes} link={link.clone()} />
    };
    let form = writing.map(|passage| yew::html! {
        <NoteForm key={format!("{:?} {:?}", passage.span, passage.note)} context={context.clone()} desk={desk.clone()} {passage} write={write.clone()} />
    });
    let beside = yew::html! {
        <>
            <PointedCard context={context.clone()} at={at} named={Rc::new(named)} />
            <NoteOffer desk={desk.clone()} {write} {link} />
        </>
    };
    html! {
        <article class={format!("read texts-{}", articles.len())}>
            <h1 id="page-title" tabindex="-1" class="visually-hidden">{ format!("Read {}", articles.iter().map(|a| desk.outlet(*a)).collect::<Vec<_>>().join(", ")) }</h1>
            { desk_view.chooser(&articles, props) }
            <div class="reading">
                <div class="texts">{ for articles.iter().map(|a| desk_view.text(*a, &articles)) }</div>
                <aside class="margin" aria-label="Layers and names">
                    <details class="fold">
                        <summary>{ "Layers" }</summary>
                        { desk_view.legend() }
                    </details>
                    { card }
                    { desk_view.index(&articles) }
                    { notes }
                </aside>
            </div>
            { beside }
            { form.unwrap_or_default() }
        </article>
    }
}

/// A mark that can be shown.
pub(crate) struct Found {
    /// What it is.
    pub layer: Layer,
    /// Where.
    pub span: Span,
    /// The entity where it is one, and which of its mentions in the shown texts, from 1.
    pub entity: Option<(u32, usize)>,
}

/// Everything found in each text, and how often each entity is mentioned in all of them.
fn find_all(desk: &Desk, articles: &[u32], notes: &[(usize, Lying)]) -> (Vec<Vec<Found>>, Vec<usize>) {
    let mut totals = vec![0; desk.reading.entities.len()];
    let mut texts = Vec::new();
    for article in articles {
        let mut marks = found_in(desk, *article);
        for (_, lying) in notes {
            if let Lying::Here(text, span, _) = lying
                && text == article
            {
                marks.extend(desk.in_piece(*text, *span).map(|span| (Layer::Note, span, None)));
            }
        }
        marks.put_in_order_by_key(|(layer, span, _)| (*span, *layer));
        marks.dedup_by_key(|(layer, span, _)| (*layer, *span));
        let numbered = |(layer, span, entity): (Layer, Span, Option<u32>)| {
            let entity = entity.and_then(|e| {
                let total = totals.get_mut(e as usize)?;
                *total += 1;
                Some((e, *total))
            });
            Found { layer, span, entity }
        };
        texts.push(marks.into_iter().map(numbered).collect());
    }
    (texts, totals)
}

/// Layer, place, and the entity where it is one.
fn found_in(desk: &Desk, article: u32) -> Vec<(Layer, Span, Option<u32>)> {
    let known = desk.article(article).zip(desk.reading.articles.get(article as usize));
    let Some((text, read)) = known else { return Vec::new() };
    let kind = |entity: u32| desk.entity(entity).map_or(EntityKind::Other, |e| e.kind);
    let mut found: Vec<(Layer, Span, Option<u32>)> =
        read.mentions.iter().map(|m| (Layer::of(kind(m.entity)), m.span, Some(m.entity))).collect();
    for attribution in &read.attributions {
        if attribution.content_kind.is_some() {
            found.extend(attribution.content.iter().map(|s| (Layer::Quote, *s, None)));
        }
        found.extend(attribution.cue.iter().map(|c| (Layer::Cue, c.span, None)));
    }
    let reported = owners(text, &read.attributions);
    let is_reported = |o: &Owner| {
        o.attribution.and_then(|i| read.attributions.get(i as usize)).is_some_and(|a| a.content_kind.is_none())
    };
    found.extend(reported.into_iter().filter(|(_, o)| is_reported(o)).map(|(s, _)| (Layer::Reported, s, None)));
    found.extend(read.dates.iter().map(|d| (Layer::Date, d.span, None)));
    found.extend(read.figures.iter().map(|f| (Layer::Figure, f.span, None)));
    found.extend(read.conditions.iter().map(|c| (Layer::Condition, c.span, None)));
    found.extend(read.hedges.iter().map(|h| (Layer::Hedge, h.span, None)));
    found.extend(read.evaluative.iter().map(|s| (Layer::Judgement, *s, None)));
    found
}

struct ReadingDesk {
    context: Context,
    desk: Rc<Desk>,
    heads: Rc<Heads>,
    at: Read,
    /// The passage that the address asks for: which text, and where in the whole of it.
    passage: Option<(u32, Span)>,
    who: Option<u32>,
    /// By text, what can be marked.
    found: Vec<Vec<Found>>,
    /// Whether what does not show is to be seen, and how to change that.
    seen: (bool, Callback<MouseEvent>),
}

/// What to ask of the notes: those on texts of which only a piece is here cannot be looked for here.
fn anchoring(desk: &Desk, context: &Context) -> Anchoring {
    let quote = |note: &analysis::passage_notes::PassageNote| {
        let far = desk.article_by_id(&note.article).is_none_or(|text| desk.piece(text).is_some());
        (note.article.clone(), if far { note.quote.clone() } else { Default::default() })
    };
    Anchoring {
        shown: desk.collection.articles.iter().map(|a| a.id.clone()).collect(),
        quotes: context.state.kept.passages.iter().map(quote).collect(),
    }
}

impl ReadingDesk {
    fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Links to articles; “+” puts one beside.
    fn chooser(&self, articles: &[u32], props: &TextsProps) -> Html {
        let to = |articles: Vec<String>| {
            let nowhere = Read { nth: 0, ..self.elsewhere() };
            Address::Read(Read { articles, ..nowhere }).print()
        };
        let shown: Vec<String> =
            articles.iter().filter_map(|a| self.desk().article(*a)).map(|a| a.id.clone()).collect();
        let entry = |head: &Head| {
            let current = shown.contains(&head.id);
            let more = || shown.iter().cloned().chain([head.id.clone()]).collect();
            let fewer = || shown.iter().filter(|id| **id != head.id).cloned().collect();
            html! {
                <li class={if current { "chip current" } else { "chip" }}>
                    <a href={to(vec![head.id.clone()])} aria-current={current.then_some("true")}>
                        <bdi class="chip-name">{ &head.outlet }</bdi>
                        <span class="chip-facts">{ &head.dated }</span>
                    </a>
                    if !current && shown.len() < 3 {
                        <a class="beside" href={to(more())} aria-label={format!("Put {} beside", head.outlet)}>{ "+ beside" }</a>
                    } else if current && shown.len() > 1 {
                        <a class="beside" href={to(fewer())} aria-label={format!("Take {} away", head.outlet)}>{ "− away" }</a>
                    }
                </li>
            }
        };
        let many = self.heads.total > OFFERED || !props.with.is_empty();
        html! {
            <nav class="events" aria-label="Articles">
                if many {
                    <label class="with">{ "Articles with these words in outlet, headline or name: " }
                        <input type="search" autocomplete="off" value={props.with.clone()} oninput={props.search.clone()} /></label>
                    <p role="status">{ format!("{} of {}", self.heads.heads.len(), self.heads.total) }</p>
                }
                <ul class={many.then_some("many")}>{ for self.heads.heads.iter().map(entry) }</ul>
            </nav>
        }
    }

    /// Toggles for the layers, with the number of marks each has.
    fn legend(&self) -> Html {
        let mut counts: Map<Layer, usize> = Map::new();
        for found in self.found.iter().flatten() {
            *counts.entry(found.layer).or_insert(0) += 1;
        }
        let with = |layers: Layers| Address::Read(Read { layers, ..self.at.clone() });
        let toggle = |layer: Layer| {
            let on = self.at.layers.has(layer);
            let mut next = self.at.layers;
            next.set(layer, !on);
            html! {
                <li>
                    <button type="button" aria-pressed={on.to_string()} onclick={self.context.go::<MouseEvent>(with(next))}>
                        <mark class={layer.class()}>{ layer.label() }</mark>
                        <span class="times">{ counts.get(&layer).copied().unwrap_or(0) }</span>
                    </button>
                    <button type="button" class="only" onclick={self.context.go::<MouseEvent>(with(Layers::only(layer)))}
                        aria-label={format!("Only {}", layer.label().lower())}>{ "only" }</button>
                </li>
            }
        };
        html! {
            <section class="legend" aria-labelledby="legend-title">
                <h2 id="legend-title">{ "Layers" }</h2>
                <ul>{ for Layer::ALL.into_iter().map(toggle) }</ul>
                <p class="switches">
                    <button type="button" onclick={self.context.go::<MouseEvent>(with(Layers::none()))}>{ "Plain text" }</button>
                    <button type="button" onclick={self.context.go::<MouseEvent>(with(Layers::default()))}>{ "Usual layers" }</button>
                </p>
            </section>
        }
    }

    /// What is shown, without a passage.
    fn elsewhere(&self) -> Read {
        Read { at: None, at_text: 0, words: Default::default(), ..self.at.clone() }
    }

    /// The same with a passage of a text.
    fn with_passage(&self, article: u32, at: Span) -> Read {
        Read { at: Some(self.desk.in_whole(article, at)), at_text: article as usize, ..self.elsewhere() }
    }

    fn found(&self, article: u32) -> &[Found] {
        self.found.get(article as usize).map_or(&[], Vec::as_slice)
    }

    /// The passage or mention that the address shows.
    fn shown(&self) -> Option<(u32, Span)> {
        let mention = |(text, found): (u32, &Vec<Found>)| {
            let which =
                |f: &&Found| self.at.nth > 0 && f.entity.is_some_and(|(e, n)| Some(e) == self.who && n == self.at.nth);
            let span = found.iter().find(which)?.span;
            let article = self.desk.article(text)?;
            let sentence = article.sentence_at(span.start).and_then(|i| article.sentences.get(i).copied());
            Some((text, self.desk.in_whole(text, sentence.unwrap_or(span))))
        };
        (0..).zip(&self.found).find_map(mention).or(self.passage)
    }

    fn marks(&self, article: u32) -> Vec<Mark> {
        let mut marks = Vec::new();
        for Found { layer, span, entity } in self.found(article) {
            let chosen = entity.is_some_and(|(e, _)| Some(e) == self.who);
            if chosen || self.at.layers.has(*layer) {
                let href = entity.map(|(e, nth)| self.card_link(e, nth));
                marks.push(Mark { span: *span, class: layer.class(), href });
            }
            if chosen {
                let now = entity.is_some_and(|(_, nth)| nth == self.at.nth);
                marks.push(Mark::plain(*span, if now { "mark-who mark-at" } else { "mark-who" }));
            }
        }
        marks.extend(self.here(article).filter(|at| !at.is_empty()).map(|at| Mark::plain(at, "mark-here")));
        marks
    }

    /// The passage that the address asks for, where it is in this text.
    fn here(&self, article: u32) -> Option<Span> {
        let (_, span) = self.passage.filter(|(text, _)| *text == article)?;
        self.desk.in_piece(article, span)
    }

    /// The address at which the card of an entity is open, at one of its mentions; the passage shown stays.
    fn card_link(&self, entity: u32, nth: usize) -> AttrValue {
        let who = self.desk().entity(entity).map(|e| e.id.clone());
        Address::Read(Read { who, nth, ..self.at.clone() }).print().into()
    }

    /// Where the marks of a text lie.
    fn strip(&self, article: u32, text: &Article) -> Html {
        let chosen = |f: &Found| f.entity.filter(|(e, _)| Some(*e) == self.who).map(|(_, nth)| (nth, f.span));
        let chosen: Vec<(usize, Span)> = self.found(article).iter().filter_map(chosen).collect();
        let passage = |at: Span| Read { nth: 0, ..self.with_passage(article, at) };
        strip(
            format!("Where the marks lie: {}", self.desk().outlet(article)),
            text,
            self.found(article),
            self.at.layers,
            &chosen,
            |at| Address::Read(passage(at)).print(),
            |nth| Address::Read(Read { nth, ..self.at.clone() }).print(),
        )
    }

    fn text(&self, article: u32, shown: &[u32]) -> Html {
        let desk = self.desk();
        let Some(text) = desk.article(article) else { return html! {} };
        let marks = self.marks(article);
        let aside: Vec<&Block> = text.blocks.iter().filter(|b| !b.kind.is_content()).collect();
        let reason = desk.dating(article).map(|d| d.reason.clone()).unwrap_or_default();
        html! {
            <section class="text" aria-labelledby={format!("text-{article}")}>
                <header>
                    <p class="from">{ introduction::outlet(desk, article) }</p>
                    <h2 id={format!("text-{article}")}>{ introduction::headline(desk, article) }</h2>
                    <details class="provenance">
                        <summary>{ desk.dated(article) }</summary>
                        if !reason.is_empty() { <p>{ reason }</p> }
                        <p>{ introduction::source(desk, article) }</p>
                    </details>
                </header>
                { self.remarks(text) }
                { self.turning(article, true) }
                <div class="beside-strip">
                    <div class="body" data-text={article.to_string()}>{ self.blocks(text, &marks, self.here(article)) }</div>
                    { self.strip(article, text) }
                </div>
                { self.turning(article, false) }
                if !aside.is_empty() {
                    <details class="aside">
                        <summary>{ format!("Set aside, not part of the story: {}", kinds(&aside)) }</summary>
                        { for aside.iter().map(|b| html! { <p dir="auto">{ marked_seen(&text.text, b.span, &[], self.seen.0) }</p> }) }
                    </details>
                }
                if shown.len() == 1 { { self.told(article) } }
            </section>
        }
    }

    /// What the reader of the file says of characters that do not show or mislead.
    fn remarks(&self, text: &Article) -> Html {
        let of = |kind: NoticeKind| text.notices.iter().filter(move |n| n.kind == kind);
        let (hidden, see) = &self.seen;
        let told = |kind| of(kind).map(|n| html! { <p>{ &n.hint }</p> });
        if of(NoticeKind::HiddenCharacters).chain(of(NoticeKind::MixedScripts)).next().is_none() {
            return html! {};
        }
        html! {
            <div class="remark" role="note">
                { for told(NoticeKind::HiddenCharacters).chain(told(NoticeKind::MixedScripts)) }
                if of(NoticeKind::HiddenCharacters).next().is_some() {
                    <button type="button" aria-pressed={hidden.to_string()} onclick={see.clone()}>{ "Show them" }</button>
                }
            </div>
        }
    }

    /// Of a long article: which piece this is, and the ways to others.
    fn turning(&self, article: u32, above: bool) -> Html {
        let Some(piece) = self.desk.piece(article) else { return html! {} };
        let to = |label: &'static str, there: bool, at: u32| {
            let at =
                Read { at: Some(Span { start: at, end: at }), at_text: article as usize, nth: 0, ..self.elsewhere() };
            html! { if there { <li><a href={Address::Read(at).print()}>{ label }</a></li> } }
        };
        let told = format!("A long article: part {} of {}.", piece.piece + 1, piece.pieces);
        html! {
            <nav class="turning" aria-label={if above { "Parts of this article" } else { "Parts of this article, below" }}>
                <p>{ told }</p>
                <ul>
                    { to("First part", piece.piece > 1, 0) }
                    { to("Part before", piece.piece > 0, piece.before) }
                    { to("Next part", piece.end < piece.length, piece.end) }
                </ul>
            </nav>
        }
    }

    /// The blocks that tell the story; bullets that follow each other make one list.
    fn blocks(&self, text: &Article, marks: &[Mark], mut here: Option<Span>) -> Html {
        let mut out: Vec<Html> = Vec::new();
        let mut list: Vec<Html> = Vec::new();
        for block in text.blocks.iter().filter(|b| b.kind.is_content() && b.kind != BlockKind::Headline) {
            let begins = |h: &mut Span| block.span.overlaps(*h) || (h.is_empty() && h.start < block.span.end);
            let shown = here.take_if(begins).is_some();
            let (id, tabindex) = (shown.then_some("here"), shown.then_some("-1"));
            let from = block.body.start.to_string();
            let dir = direction(block.body.of(&text.text));
            let words = marked_seen(&text.text, block.body, marks, self.seen.0);
            if block.kind == BlockKind::ListItem {
                let label =
                    block.label.map(|l| html! { <><strong>{ marked_seen(&text.text, l, marks, self.seen.0) }{ ":" }</strong>{ " " }</> });
                list.push(html! { <li {id} {tabindex} {dir}>{ label.unwrap_or_default() }<span data-from={from}>{ words }</span></li> });
                continue;
            }
            if !list.is_empty() {
                out.push(html! { <ul>{ for list.drain(..) }</ul> });
            }
            out.push(match block.kind {
                BlockKind::Heading => html! { <h3 {id} {tabindex} data-from={from} {dir}>{ words }</h3> },
                BlockKind::BlockQuote => {
                    html! { <blockquote {id} {tabindex} data-from={from} {dir}>{ words }</blockquote> }
                }
                BlockKind::LeadIn => {
                    html! { <p {id} {tabindex} data-from={from} class="lead-in" {dir}>{ words }</p> }
                }
                _ => html! { <p {id} {tabindex} data-from={from} {dir}>{ words }</p> },
            });
        }
        if !list.is_empty() {
            out.push(html! { <ul>{ for list }</ul> });
        }
        out.into_iter().collect()
    }

    /// The events that an article tells, as a way back to the comparison.
    fn told(&self, article: u32) -> Html {
        let desk = self.desk();
        let Some(read) = desk.reading.articles.get(article as usize) else { return html! {} };
        let mut events: Vec<u32> = read.passages.iter().map(|p| p.event).collect();
        events.put_in_order();
        events.dedup();
        if events.is_empty() {
            return html! {};
        }
        let link = |event: u32| {
            let known = desk.event(event)?;
            let to = crate::address::Compare { events: vec![known.id.clone()], ..Default::default() };
            let told = self.context.state.catalogue.events.iter().find(|e| e.event.id == known.id);
            let outlets =
                told.map_or_else(String::new, |e| format!(" ({})", self.context.state.catalogue.tellers(e.articles())));
            Some(html! { <li><a href={Address::Compare(to).print()}>{ &known.name }</a>{ outlets }</li> })
        };
        html! {
            <section class="told" aria-label="Events in this article">
                <h3>{ "Events in this article" }</h3>
                <ul>{ for events.into_iter().filter_map(link) }</ul>
            </section>
        }
    }

    /// Everything named in the shown articles, as a list of links: the marks for readers who do not see them.
    fn index(&self, articles: &[u32]) -> Html {
        let desk = self.desk();
        let mut named: Map<Layer, Map<u32, usize>> = Map::new();
        for found in self.found.iter().flatten() {
            if let Some((entity, _)) = found.entity {
                *named.entry(found.layer).or_default().entry(entity).or_insert(0) += 1;
            }
        }
        let group = |(layer, entities): (Layer, Map<u32, usize>)| {
            let mut entities: Vec<(u32, usize)> = entities.into_iter().collect();
            entities.put_in_order_by_key(|(e, n)| (std::cmp::Reverse(*n), *e));
            let entry = |(entity, n): (u32, usize)| {
                let name = desk.entity(entity).map(|e| e.name.clone()).unwrap_or_default();
                let current = (self.who == Some(entity)).then_some("true");
                html! { <li><a href={self.card_link(entity, 0)} aria-current={current}><bdi>{ name }</bdi></a>{ format!(" {n}") }</li> }
            };
            html! { <><h3>{ layer.label() }</h3><ul>{ for entities.into_iter().map(entry) }</ul></> }
        };
        html! {
            <details class="index">
                <summary>{ if articles.len() == 1 { "In this article" } else { "In these articles" } }</summary>
                { for named.into_iter().map(group) }
                { self.quotations(articles) }
            </details>
        }
    }

    /// The quotations of the shown articles with their speakers.
    fn quotations(&self, articles: &[u32]) -> Html {
        let desk = self.desk();
        let line = |article: u32| {
            let Some((text, read)) = desk.article(article).zip(desk.reading.articles.get(article as usize)) else {
                return Vec::new();
            };
            let quoted = read.attributions.iter().filter(|a| a.content_kind.is_some());
            quoted
                .map(|a| {
                    let words: Vec<&str> = a.content.iter().map(|s| s.of(&text.text)).collect();
                    let speaker = a
                        .speaker
                        .and_then(|e| desk.entity(e).map(|e| e.name.clone()))
                        .or_else(|| a.speaker_name.clone())
                        .unwrap_or_else(|| "no source given".to_owned());
                    let at = a.content.first().copied().unwrap_or_default();
                    html! { <li><bdi>{ speaker }</bdi>{ ": " }<a href={passage_link(desk, article, at)}>{ format!("“{}”", shortened(&words.join(" … "))) }</a></li> }
                })
                .collect()
        };
        html! { <><h3>{ "Quotations" }</h3><ul>{ for articles.iter().flat_map(|a| line(*a)) }</ul></> }
    }
}

/// What was set aside, in words.
fn kinds(blocks: &[&Block]) -> String {
    let mut names: Vec<&str> = blocks
        .iter()
        .map(|b| match b.kind {
            BlockKind::Credit => "credit",
            BlockKind::Timestamp => "time stamp",
            BlockKind::Hashtags => "hashtags",
            _ => "footer",
        })
        .collect();
    names.dedup();
    names.join(", ")
}

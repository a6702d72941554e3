//! Notes and tags on passages: a button beside selected words, a form, and the list in the margin.
use crate::Context;
use crate::address::{Address, Read};
use crate::ask::use_answer;
use crate::desk::Desk;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::parts::share::Copied;
use crate::pointed::{Spot, document, place, selected, spot};
use crate::state::Action;
use analysis::anchor::Quote;
use analysis::passage_notes::{PassageNote, json, tags, web_annotations};
use corpus::Span;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use library::{Imported, Importing, Whither};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// A passage that a note is or can be written on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Passage {
    /// The number of the text on the desk.
    pub text: u32,
    /// The words, in the whole text.
    pub span: Span,
    /// Where the form is put.
    pub beside: Spot,
    /// Which note it is of those that are kept; none for a new one.
    pub note: Option<usize>,
}

/// Where a note lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Lying {
    /// On these words of the whole of a text that is shown; whether they are others than they were.
    Here(u32, Span, bool),
    /// On that text, but its passage was not found.
    Gone(u32),
    /// On an article that the corpus does not have.
    Unknown,
}

/// The notes on the texts that are shown and on articles that are not there: which of all kept, and where. Texts that are
/// here as a whole are looked through here, the others by `whither`.
pub(crate) fn notes_on(desk: &Desk, notes: &[PassageNote], whither: &[Whither]) -> Vec<(usize, Lying)> {
    let place = |(n, note): (usize, &PassageNote)| {
        let whole = desk.article_by_id(&note.article).filter(|text| desk.piece(*text).is_none());
        if let Some(text) = whole {
            let found = note.quote.anchor(&desk.article(text)?.text);
            return Some((n, found.map_or(Lying::Gone(text), |(span, changed)| Lying::Here(text, span, changed))));
        }
        match *whither.get(n)? {
            Whither::Here(text, span, changed) => Some((n, Lying::Here(text, span, changed))),
            Whither::Gone(text) => Some((n, Lying::Gone(text))),
            Whither::Unknown => Some((n, Lying::Unknown)),
            Whither::Elsewhere => None,
        }
    };
    notes.iter().enumerate().filter_map(place).collect()
}

/// The link to a passage: it carries the words, so that they are found after an edit.
fn link_to(desk: &Desk, text: u32, span: Span) -> Option<String> {
    let article = desk.article(text)?;
    let words = Quote::for_link(&article.text, desk.in_piece(text, span)?);
    let at = Read { articles: vec![article.id.clone()], at: Some(span), words, ..Read::default() };
    Some(effects::link_to(&Address::Read(at).shared(desk.mark_of_links())))
}

/// The link that was asked for last, and how often one was.
type Link = UseStateHandle<(String, u32)>;

fn copy(link: &Link, desk: &Desk, text: u32, span: Span) {
    if let Some(to) = link_to(desk, text, span) {
        link.set((to, link.1 + 1));
    }
}

/// The words that are selected, without the white space around them.
fn selected_passage(desk: &Desk) -> Option<Passage> {
    let found = selected()?;
    let text = &desk.article(found.text)?.text;
    let words = found.span.of(text);
    let before = words.len() - words.trim_start().len();
    let start = found.span.start as usize + before;
    let span = Span::new(start, start + words.trim().len());
    let span = desk.in_whole(found.text, span);
    (!span.is_empty()).then_some(Passage { text: found.text, span, beside: found.spot, note: None })
}

/// Props of [`NoteOffer`].
#[derive(Properties, PartialEq)]
pub(crate) struct OfferProps {
    /// The texts.
    pub desk: Rc<Desk>,
    /// Opens the form.
    pub write: Callback<Option<Passage>>,
    /// What is copied.
    pub link: Link,
}

/// Two buttons beside words that are being selected.
#[component]
pub(crate) fn NoteOffer(props: &OfferProps) -> Html {
    let offer = use_state(|| None::<Passage>);
    let soon = use_mut_ref(|| None::<Timeout>);
    {
        let offer = offer.setter();
        use_effect_with(props.desk.clone(), move |desk| {
            let desk = desk.clone();
            let listener = document().map(|document| {
                let page = document.clone();
                EventListener::new(&document, "selectionchange", move |_| {
                    let (offer, desk, page) = (offer.clone(), desk.clone(), page.clone());
                    // When the selection has come to rest; it may go when the button itself is pressed.
                    let rest = Timeout::new(150, move || {
                        let pressed = page.query_selector("#note-offer:hover, #note-offer:focus-within");
                        let found = selected_passage(&desk);
                        if found.is_some() || pressed.is_ok_and(|pressed| pressed.is_none()) {
                            offer.set(found);
                        }
                    });
                    *soon.borrow_mut() = Some(rest);
                })
            });
            move || drop(listener)
        });
    }
    {
        let beside = offer.as_ref().map(|o| o.beside);
        use_effect(move || {
            if let Some(beside) = beside {
                place("note-offer", beside);
            }
        });
    }
    let Some(passage) = *offer else { return html! {} };
    let (write, offer) = (props.write.clone(), offer.setter());
    let share = {
        let (offer, desk, link) = (offer.clone(), props.desk.clone(), props.link.clone());
        Callback::from(move |_: MouseEvent| {
            offer.set(None);
            copy(&link, &desk, passage.text, passage.span);
        })
    };
    let onclick = Callback::from(move |_: MouseEvent| {
        offer.set(None);
        write.emit(Some(passage));
    });
    html! {
        <div id="note-offer" popover="manual"><button type="button" {onclick}>{ "Note on this passage" }</button>
            <button type="button" onclick={share}>{ "Copy link to it" }</button></div>
    }
}

/// Props of [`NoteForm`].
#[derive(Properties, PartialEq)]
pub(crate) struct FormProps {
    /// To keep the note.
    pub context: Context,
    /// The texts.
    pub desk: Rc<Desk>,
    /// What it is written on.
    pub passage: Passage,
    /// Closes the form.
    pub write: Callback<Option<Passage>>,
}

/// The form for a note.
#[component]
pub(crate) fn NoteForm(props: &FormProps) -> Html {
    let FormProps { context, desk, passage, write } = props;
    let kept = &context.state.kept.passages;
    let old = passage.note.and_then(|n| kept.get(n)).cloned().unwrap_or_default();
    let words = use_state(|| old.words.clone());
    let typed_tags = use_state(|| old.tags.join(", "));
    {
        let beside = passage.beside;
        use_effect_with((), move |()| {
            place("note-form", beside);
            effects::focus("note-words");
        });
    }
    let Some(article) = desk.article(passage.text) else { return html! {} };
    // Words of another piece are kept as they were.
    let words_here = desk.in_piece(passage.text, passage.span).filter(|s| s.len() == passage.span.len());
    let quote = words_here.map_or_else(
        || old.quote.clone(),
        |span| {
            let quote = Quote::of(&article.text, span);
            Quote { start: quote.start + desk.piece(passage.text).map_or(0, |p| p.points as usize), ..quote }
        },
    );
    let quoted = short(&quote.exact.split_whitespace().collect::<Vec<_>>().join(" "));
    let close = {
        let write = write.clone();
        Callback::from(move |_: MouseEvent| {
            write.emit(None);
            effects::focus("note-button");
        })
    };
    let onsubmit = {
        let note = PassageNote {
            article: article.id.clone(),
            quote,
            words: words.trim().to_owned(),
            tags: tags(&typed_tags),
            made: if old.made.is_empty() { effects::today() } else { old.made },
        };
        let (mut notes, at, write) = (kept.clone(), passage.note, write.clone());
        let dispatcher = context.state.dispatcher();
        if !note.words.is_empty() || !note.tags.is_empty() {
            match at.and_then(|n| notes.get_mut(n)) {
                Some(old) => *old = note,
                None => notes.push(note),
            }
        }
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatcher.dispatch(Action::Annotate(notes.clone()));
            write.emit(None);
            effects::focus("note-button");
        })
    };
    let type_words = {
        let words = words.setter();
        Callback::from(move |event: InputEvent| words.set(effects::chosen(&event)))
    };
    let type_tags = {
        let typed = typed_tags.setter();
        Callback::from(move |event: InputEvent| typed.set(effects::chosen(&event)))
    };
    html! {
        <form id="note-form" popover="manual" aria-label="Note on a passage" {onsubmit}>
            <blockquote dir="auto">{ quoted }</blockquote>
            <label>{ "Note" }<textarea id="note-words" rows="3" oninput={type_words} value={(*words).clone()}></textarea></label>
            <label>{ "Tags, with commas between" }<input type="text" autocomplete="off" oninput={type_tags} value={(*typed_tags).clone()} /></label>
            <p class="switches"><button type="submit">{ "Keep the note" }</button>
                <button type="button" id="note-cancel" onclick={close}>{ "Cancel" }</button></p>
        </form>
    }
}

/// The beginning of a passage.
fn short(words: &str) -> String {
    const MOST: usize = 120;
    if words.chars().count() > MOST { words.chars().take(MOST).chain(['…']).collect() } else { words.to_owned() }
}

/// Props of [`Notes`].
#[derive(Properties, PartialEq)]
pub(crate) struct NotesProps {
    /// What is kept.
    pub context: Context,
    /// The texts.
    pub desk: Rc<Desk>,
    /// What is read.
    pub at: Read,
    /// The passage that is shown, if there is one: text and words.
    pub shown: Option<(u32, Span)>,
    /// Opens the form.
    pub write: Callback<Option<Passage>>,
    /// Where the notes lie.
    pub notes: Rc<Vec<(usize, Lying)>>,
    /// What is copied.
    pub link: Link,
}

/// The notes in the margin.
#[component]
pub(crate) fn Notes(props: &NotesProps) -> Html {
    let NotesProps { context, desk, at, shown, write, notes, link } = props;
    let imported = use_state(Importing::default);
    let report = use_state(String::new);
    let read = use_answer(context, (*imported).clone());
    {
        let answer = read.answer.filter(|a| !(read.waiting || a.notes.is_empty() && a.troubles.is_empty()));
        let (imported, report, state) = (imported.setter(), report.setter(), context.state.clone());
        use_effect_with(answer.map(crate::ask::Same), move |answer| {
            if let Some(answer) = answer {
                let (all, said) = taken(&state.kept.passages, &answer.0);
                imported.set(Importing::default());
                report.set(said);
                state.dispatch(Action::Annotate(all));
            }
        });
    }
    let import = {
        let imported = imported.setter();
        Callback::from(move |event: web_sys::Event| {
            if let Some(file) = effects::chosen_files(&event).into_iter().next() {
                let (name, imported) = (file.name(), imported.clone());
                effects::read_text(&file, move |text| imported.set(Importing { name, text }));
            }
        })
    };
    let removed = use_state(|| None::<(usize, PassageNote)>);
    let asked = use_state(|| false);
    let kept = &context.state.kept.passages;
    let share = {
        let (desk, shown, link, asked) = (desk.clone(), *shown, link.clone(), asked.setter());
        Callback::from(move |_: MouseEvent| {
            let passage = selected_passage(&desk).map(|p| (p.text, p.span)).or(shown);
            asked.set(passage.is_none());
            if let Some((text, span)) = passage {
                copy(&link, &desk, text, span);
            }
        })
    };
    let begin = {
        let (desk, shown, write, asked) = (desk.clone(), *shown, write.clone(), asked.setter());
        Callback::from(move |event: MouseEvent| {
            let beside = place_of(&event);
            let shown = || shown.map(|(text, span)| Passage { text, span, beside, note: None });
            let passage = selected_passage(&desk).or_else(shown);
            asked.set(passage.is_none());
            if passage.is_some() {
                write.emit(passage);
            }
        })
    };
    let entry = |(n, lying): &(usize, Lying)| {
        let n = *n;
        let (text, found, changed) = match *lying {
            Lying::Here(text, span, changed) => (text, Some(span), changed),
            Lying::Gone(text) => (text, None, false),
            Lying::Unknown => (0, None, false),
        };
        let unknown = *lying == Lying::Unknown;
        let note = kept.get(n)?;
        let quoted = short(&note.quote.exact.split_whitespace().collect::<Vec<_>>().join(" "));
        let words = Quote::default();
        let to = |span| Address::Read(Read { at: Some(span), at_text: text as usize, words, ..at.clone() }).print();
        let edit = found.map(|span| {
            let write = write.clone();
            let onclick = Callback::from(move |event: MouseEvent| {
                write.emit(Some(Passage { text, span, beside: place_of(&event), note: Some(n) }));
            });
            let share = {
                let (desk, link) = (desk.clone(), link.clone());
                Callback::from(move |_: MouseEvent| copy(&link, &desk, text, span))
            };
            html! {
                <><button type="button" {onclick} aria-label={format!("Edit the note on {quoted}")}>{ "Edit" }</button>
                <button type="button" onclick={share} aria-label={format!("Copy link to {quoted}")}>{ "Copy link" }</button></>
            }
        });
        let remove = {
            let (dispatcher, all, removed) = (context.state.dispatcher(), kept.clone(), removed.setter());
            Callback::from(move |_: MouseEvent| {
                let mut left = all.clone();
                removed.set(Some((n, left.remove(n))));
                dispatcher.dispatch(Action::Annotate(left));
                effects::focus("notes-title");
            })
        };
        Some(html! {
            <li>
                if let Some(span) = found {
                    <a href={to(span)} dir="auto">{ quoted.clone() }</a>
                } else {
                    <span dir="auto">{ quoted.clone() }</span>{ " " }
                    <em class="gap">{ if unknown { "article not found in this corpus" } else { "passage not found in this text" } }</em>
                }
                if changed { <em class="gap">{ " its words have changed" }</em> }
                if !note.words.is_empty() { <p class="words" dir="auto">{ &note.words }</p> }
                if !note.tags.is_empty() { <p class="tags">{ note.tags.join(" · ") }</p> }
                { edit.unwrap_or_default() }
                <button type="button" onclick={remove} aria-label={format!("Remove the note on {quoted}")}>{ "Remove" }</button>
            </li>
        })
    };
    let undo = {
        let (dispatcher, all, removed) = (context.state.dispatcher(), kept.clone(), removed.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some((n, note)) = (*removed).clone() {
                let mut all = all.clone();
                all.insert(n.min(all.len()), note);
                dispatcher.dispatch(Action::Annotate(all));
                removed.set(None);
            }
        })
    };
    let export = |label: &'static str, web: bool| {
        let all = kept.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let saved = if web {
                effects::save("parallax-notes.jsonld", "application/ld+json", &web_annotations(&all))
            } else {
                effects::save("parallax-notes.json", "application/json", &json(&all))
            };
            if !saved {
                gloo::console::warn!("the browser did not take the file");
            }
        });
        html! { <button type="button" {onclick}>{ label }</button> }
    };
    let others = kept.len() - notes.len();
    let (here, unknown): (Vec<_>, Vec<_>) = notes.iter().partition(|(_, lying)| *lying != Lying::Unknown);
    let copied = yew::html! { <Copied link={(**link).clone()} /> };
    html! {
        <section class="notes-on" aria-labelledby="notes-title">
            <h2 id="notes-title" tabindex="-1">{ "Your notes" }</h2>
            <button type="button" id="note-button" onclick={begin}>{ "Note on the passage" }</button>
            <button type="button" onclick={share}>{ "Copy link to the passage" }</button>
            { copied }
            <p class="hint" role="status">
                if *asked { { "Select words in a text first." } }
                if removed.is_some() { { "The note was removed. " }<button type="button" onclick={undo}>{ "Undo" }</button> }
            </p>
            <ul>{ for here.into_iter().filter_map(entry) }</ul>
            if !unknown.is_empty() {
                <details class="lost"><summary>{ format!("{} on articles that are not in this corpus", count(unknown.len(), "note", "notes")) }</summary>
                    <ul>{ for unknown.into_iter().filter_map(entry) }</ul>
                </details>
            }
            if others > 0 { <p class="hint">{ format!("{} on other articles.", count(others, "note", "notes")) }</p> }
            if !kept.is_empty() {
                <p class="switches">{ export("Web Annotations", true) }{ export("JSON", false) }</p>
            } else {
                <p class="hint">{ "Select words in a text to write a note on them. Notes stay in this browser." }</p>
            }
            <label class="import button">{ "Import notes" }<input type="file" class="visually-hidden" accept=".json,.jsonld,.jsonl,application/json,application/ld+json" onchange={import} /></label>
            <p class="hint report" role="status">{ (*report).clone() }</p>
        </section>
    }
}

/// The notes with those of a file, each once, and what to say of these.
fn taken(kept: &[PassageNote], read: &Imported) -> (Vec<PassageNote>, String) {
    let mut all = kept.to_vec();
    for note in &read.notes {
        let same = |n: &&PassageNote| {
            (&n.article, &n.quote.exact, &n.words) == (&note.article, &note.quote.exact, &note.words)
        };
        if !all.iter().filter(same).any(|n| n.tags == note.tags) {
            all.push(note.clone());
        }
    }
    let mut said = format!("{} read.", count(read.notes.len(), "note", "notes"));
    let there = read.notes.len() - all.len().saturating_sub(kept.len());
    let facts = [
        (there, "were here already"),
        (read.changed as usize, "found, their words have changed"),
        (read.lost.len(), "not found in this corpus and kept all the same"),
        (read.troubles.len(), "not readable"),
    ];
    for (n, what) in facts.into_iter().filter(|(n, _)| *n > 0) {
        said.push_str(&format!(" {n} {what}."));
    }
    for trouble in read.troubles.iter().take(TROUBLES_MAX) {
        said.push_str(&format!(" {trouble}"));
    }
    (all, said)
}

/// What could not be read in a file and is told one by one.
const TROUBLES_MAX: usize = 5;

/// Where the button stands that was pressed.
fn place_of(event: &MouseEvent) -> Spot {
    let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.map_or_else(Spot::default, |t| spot(&t))
}

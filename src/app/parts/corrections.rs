//! Correcting who is meant: merge, split, rename, another kind, each with what it will do in words; and the list of what
//! was corrected, to be taken back, exported, imported.
use crate::Context;
use crate::address::{Address, Names};
use crate::ask::{Same, use_answer};
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::state::Action;
use analysis::corrections::{Correction, Split};
use analysis::corrections_file::CorrectionsFile;
use analysis::{Entity, EntityKind};
use library::{Card, CastOf, CorrectionsTold, WouldMove};
use yew::prelude::*;

/// Names offered to merge with.
const OFFERED: u32 = 8;

/// What the user is about to correct.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    /// The new name.
    name: Option<String>,
    /// The new kind.
    kind: Option<EntityKind>,
    /// What the other name is found by.
    with: String,
    /// The other name.
    into: Option<Entity>,
    /// What goes, and its name.
    split: Split,
}

/// Props of [`Mend`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The page.
    pub context: Context,
    /// The view that it stands in.
    pub at: Names,
    /// The card of the name.
    pub card: Same<Card>,
}

/// The four corrections of a name.
#[component]
pub(crate) fn Mend(props: &Props) -> Html {
    let draft = use_state(Draft::default);
    let card = &props.card.0;
    let entity =
        card.entity.clone().unwrap_or(Entity { id: String::new(), name: String::new(), kind: EntityKind::Other });
    let most = if draft.with.trim().is_empty() { 0 } else { OFFERED + 1 };
    let offered = use_answer(&props.context, CastOf { with: draft.with.clone(), most, ..CastOf::default() }).answer;
    let into = draft.into.clone();
    let merge = Correction::Merge(vec![entity.id.clone()], into.as_ref().map(|e| e.id.clone()).unwrap_or_default());
    let split = Split { entity: entity.id.clone(), ..draft.split.clone() };
    let moved = use_answer(&props.context, WouldMove { correction: merge.clone() });
    let parted = use_answer(&props.context, WouldMove { correction: Correction::Split(split.clone()) });
    let told = |answered: &crate::ask::Answered<library::Moved>| {
        let moved = answered.answer.as_deref().cloned().unwrap_or_default();
        (
            moved.mentions,
            count(moved.mentions as usize, "mention", "mentions"),
            count(moved.articles as usize, "article", "articles"),
        )
    };
    let change = |with: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |event: Event| {
            let mut next = (*draft).clone();
            with(&mut next, effects::chosen(&event));
            draft.set(next);
        })
    };
    let typing = |with: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let mut next = (*draft).clone();
            with(&mut next, effects::chosen(&event));
            draft.set(next);
        })
    };
    // What is done is told with the names that stand on the card now.
    let apply = |correction: Correction, to: Option<String>| {
        let (draft, context, at) = (draft.clone(), props.context.clone(), props.at.clone());
        let names = [Some(entity.clone()), into.clone()];
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = |id: &str| {
                let known = names.iter().flatten().find(|e| e.id == id);
                known.map_or_else(|| id.to_owned(), |e| e.name.clone())
            };
            let mut list = context.state.corrections().to_vec();
            list.push(correction.clone());
            context.state.dispatch(Action::Correct(list, format!("{}.", correction.describe(&name))));
            draft.set(Draft::default());
            effects::focus_on("#card-name");
            if let Some(to) = &to {
                let at = Names { entity: Some(to.clone()), open: None, outlet: None, ..at.clone() };
                context.state.dispatch(Action::Go(Address::Names(at)));
            }
        })
    };
    let new_name = draft.name.clone().unwrap_or_else(|| entity.name.clone());
    let renamed = new_name.trim() != entity.name && !new_name.trim().is_empty();
    let kind = draft.kind.unwrap_or(entity.kind);
    let rename = html! {
        <form onsubmit={apply(Correction::Rename(entity.id.clone(), new_name.clone()), None)}>
            <label>{ "New name " }<input type="text" autocomplete="off" value={new_name.clone()} oninput={typing(|d, text| d.name = Some(text))} /></label>
            <p>{ "Every view calls it so from then on; the words of the articles stay as they are." }</p>
            <button type="submit" disabled={!renamed}>{ "Rename" }</button>
        </form>
    };
    let option = |k: EntityKind| html! { <option value={k.name()} selected={k == kind}>{ k.name() }</option> };
    let kinds = html! {
        <form onsubmit={apply(Correction::Kind(entity.id.clone(), kind), None)}>
            <label>{ "Kind " }<select onchange={change(|d, name| d.kind = EntityKind::ALL.into_iter().find(|k| k.name() == name))}>{ for EntityKind::ALL.into_iter().map(option) }</select></label>
            <p>{ format!("“{}” is counted and marked as {} from then on.", entity.name, kind.name()) }</p>
            <button type="submit" disabled={kind == entity.kind}>{ "Change the kind" }</button>
        </form>
    };
    let pick = |other: &Entity, mentions: u32| {
        let (draft, other, chosen) = (draft.clone(), other.clone(), into.as_ref() == Some(other));
        let label = format!(" ({}, {})", other.kind.name(), count(mentions as usize, "mention", "mentions"));
        let (key, name) = (other.id.clone(), other.name.clone());
        let choose = Callback::from(move |_: Event| draft.set(Draft { into: Some(other.clone()), ..(*draft).clone() }));
        html! { <li {key}><label><input type="radio" name="merge-into" checked={chosen} onchange={choose} />{ " " }<bdi>{ name }</bdi>{ label }</label></li> }
    };
    let rows = offered.as_ref().map_or(&[][..], |list| list.rows.as_slice());
    let others = rows.iter().filter(|r| r.entity.id != entity.id).take(OFFERED as usize);
    let (n, mentions, articles) = told(&moved);
    let merging = html! {
        <form onsubmit={apply(merge, into.as_ref().map(|e| e.id.clone()))}>
            <label>{ "The same as " }<input type="search" autocomplete="off" spellcheck="false" value={draft.with.clone()} oninput={typing(|d, text| (d.with, d.into) = (text, None))} /></label>
            <ul class="offered" aria-label="Names to merge with">{ for others.map(|r| pick(&r.entity, r.mentions)) }</ul>
            if let Some(into) = &into {
                <p role="status">{ format!("{mentions} in {articles} will count for “{}”. “{}” will no longer be in the list.", into.name, entity.name) }</p>
            } else {
                <p>{ "Type a part of the other name and choose it. That one’s name and kind stay." }</p>
            }
            <button type="submit" disabled={into.is_none() || n == 0}>{ "Merge" }</button>
        </form>
    };
    let tick = |label: String, extra: String, chosen: bool, toggle: Box<dyn Fn(&mut Split)>| {
        let draft = draft.clone();
        let onchange = Callback::from(move |_: Event| {
            let mut next = (*draft).clone();
            toggle(&mut next.split);
            draft.set(next);
        });
        html! { <li><label><input type="checkbox" checked={chosen} {onchange} />{ " " }<bdi>{ label }</bdi>{ extra }</label></li> }
    };
    let forms = card.forms.iter().map(|f| {
        let text = f.text.clone();
        let chosen = split.forms.contains(&text);
        tick(f.text.clone(), format!(" ×{}", f.count), chosen, Box::new(move |s| turn(&mut s.forms, &text)))
    });
    let places = card.outlets.iter().map(|o| {
        // An outlet with one article here is that article: the name of an outlet may be a stand-in.
        let one = o.articles == 1;
        let key = if one { o.article.clone() } else { o.outlet.clone() };
        let chosen = if one { split.articles.contains(&key) } else { split.outlets.contains(&key) };
        let turned = move |s: &mut Split| turn(if one { &mut s.articles } else { &mut s.outlets }, &key);
        let extra = format!(" ({})", count(o.articles as usize, "article", "articles"));
        tick(o.outlet.clone(), extra, chosen, Box::new(turned))
    });
    let (n, mentions, articles) = told(&parted);
    let all = n >= card.mentions + card.pronouns;
    let other = split.name.trim().to_owned();
    let splitting = html! {
        <form onsubmit={apply(Correction::Split(split.clone()), None)}>
            <fieldset><legend>{ "These forms are somebody else (none ticked: every form)" }</legend><ul class="run">{ for forms }</ul></fieldset>
            if card.outlets_total > 1 {
                <fieldset><legend>{ "only in (none ticked: everywhere)" }</legend><ul class="run">{ for places }</ul></fieldset>
            }
            <label>{ "who is called " }<input type="text" autocomplete="off" value={split.name.clone()} oninput={typing(|d, text| d.split.name = text)} /></label>
            <p role="status">
                { match n {
                    0 => "Tick what is somebody else.".to_owned(),
                    _ if all => "Nothing would be left of the name: rename it instead.".to_owned(),
                    _ => format!("{mentions} in {articles}, with the pronouns that follow them, will be a name of their own."),
                } }
            </p>
            <button type="submit" disabled={n == 0 || all || other.is_empty()}>{ "Split" }</button>
        </form>
    };
    let fold = |label: &'static str, form: Html| html! { <details><summary>{ label }</summary>{ form }</details> };
    html! {
        <section class="mend" aria-label="Correct this name">
            <h3>{ "Not right?" }</h3>
            { fold("Merge with another name", merging) }
            { fold("Split: a part of it is somebody else", splitting) }
            { fold("Rename", rename) }
            { fold("Change the kind", kinds) }
        </section>
    }
}

fn turn(list: &mut Vec<String>, one: &str) {
    match list.iter().position(|l| l == one) {
        Some(at) => drop(list.remove(at)),
        None => list.push(one.to_owned()),
    }
}

/// What was corrected so far, with the ways back and the file.
pub(crate) fn history(context: &Context, told: Option<&CorrectionsTold>) -> Html {
    let state = &context.state;
    let list = state.corrections().to_vec();
    let act = |action: fn() -> Action| {
        let dispatcher = state.dispatcher();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(action());
            effects::focus("corrected-title");
        })
    };
    let lines = told.map_or(&[][..], |t| t.lines.as_slice());
    let line = |n: usize| {
        let known = lines.get(n).cloned().unwrap_or_default();
        let (dispatcher, mut rest) = (state.dispatcher(), list.clone());
        rest.remove(n);
        let said = format!("Removed: {}.", known.what);
        let remove =
            Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Correct(rest.clone(), said.clone())));
        html! {
            <li>
                <span>{ &known.what }</span>{ " " }
                if let Some(why) = &known.why { <strong class="why">{ "Not applied. " }{ why }{ " " }</strong> }
                <button type="button" onclick={remove} aria-label={format!("Remove: {}", known.what)}>{ "Remove" }</button>
            </li>
        }
    };
    let export = {
        let file = CorrectionsFile {
            corpus: state.catalogue.name.clone(),
            corpus_hash: state.catalogue.hash.clone(),
            corrections: list.clone(),
        };
        Callback::from(move |_: MouseEvent| {
            if !effects::save("parallax-corrections.json", "application/json", &file.write()) {
                gloo::console::warn!("the browser did not take the file");
            }
        })
    };
    let import = {
        let (dispatcher, hash) = (state.dispatcher(), state.catalogue.hash.clone());
        Callback::from(move |event: Event| {
            let Some(file) = effects::chosen_files(&event).into_iter().next() else { return };
            let (dispatcher, hash, name) = (dispatcher.clone(), hash.clone(), file.name());
            effects::read_text(&file, move |text| match CorrectionsFile::read(&name, &text) {
                Ok(file) => {
                    let mut said = format!("Imported {}.", count(file.corrections.len(), "correction", "corrections"));
                    if file.corpus_hash != hash {
                        said = format!(
                            "{said} They were made in another corpus (“{}”): what does not fit is passed over.",
                            file.corpus
                        );
                    }
                    dispatcher.dispatch(Action::Correct(file.corrections, said));
                }
                Err(e) => dispatcher.dispatch(Action::Warn(e.to_string())),
            });
        })
    };
    let clear = {
        let dispatcher = state.dispatcher();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::Correct(Vec::new(), "Removed all corrections.".to_owned()));
        })
    };
    let none = list.is_empty();
    html! {
        <section class="corrected" aria-labelledby="corrected-title">
            <h2 id="corrected-title" tabindex="-1">{ "Corrections" }</h2>
            if none { <p>{ "None. What the engine read is shown as it is." }</p> }
            <ol>{ for (0..list.len()).map(line) }</ol>
            <div class="tools">
                <button type="button" onclick={act(|| Action::Undo)} disabled={none && state.past.is_empty()}>{ "Undo" }</button>
                <button type="button" onclick={act(|| Action::Redo)} disabled={state.undone.is_empty()}>{ "Redo" }</button>
                <button type="button" onclick={clear} disabled={none}>{ "Remove all" }</button>
                <button type="button" onclick={export} disabled={none}>{ "Export corrections" }</button>
                <label class="file">{ "Import corrections " }<input type="file" accept=".json,application/json" onchange={import} /></label>
            </div>
            <p class="place">{ "They are kept in this browser, for this corpus. Taken back, they leave no trace: they are always applied to what the engine read." }</p>
        </section>
    }
}

//! Corpus: what it holds, and bringing one's own articles.
use crate::Context;
use crate::address::{Address, Read};
use crate::ask::use_answer;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::state::Action;
use library::{Head, HeadsOf};
use std::rc::Rc;
use web_sys::File;
use yew::prelude::*;

/// Articles that are listed at a time.
const PAGE: u32 = 50;

/// The Corpus view.
#[component]
pub(crate) fn CorpusView() -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let with = use_state(String::new);
    let pages = use_state(|| 1_u32);
    let heads = use_answer(&context, HeadsOf { with: (*with).clone(), from: 0, most: PAGE * *pages });
    use_effect_with((), |()| {
        effects::write_title("Corpus – Parallax");
        effects::take_over();
    });
    let catalogue = &context.state.catalogue;
    let typed = {
        let (with, pages) = (with.clone(), pages.clone());
        Callback::from(move |event: InputEvent| {
            with.set(effects::chosen(&event));
            pages.set(1);
        })
    };
    let more = {
        let pages = pages.clone();
        Callback::from(move |_: MouseEvent| pages.set(*pages + 1))
    };
    let shown =
        heads.answer.unwrap_or_else(|| Rc::new(library::Heads { heads: Vec::new(), total: catalogue.articles }));
    let megabytes = |bytes: u64| format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10);
    html! {
        <article class="corpus">
            <h1 id="page-title" tabindex="-1">{ "Corpus" }</h1>
            <p class="about"><strong>{ &catalogue.name }</strong>{ " " }{ &catalogue.about }</p>
            <dl class="holdings">
                <div><dt>{ "Articles" }</dt><dd>{ catalogue.articles }</dd></div>
                <div><dt>{ "Text" }</dt><dd>{ megabytes(catalogue.bytes) }</dd></div>
                <div><dt>{ "Names" }</dt><dd>{ catalogue.entities }</dd></div>
                <div><dt>{ "Events" }</dt><dd>{ catalogue.events_total }</dd></div>
                <div><dt>{ "Memory in use" }</dt><dd>{ if catalogue.memory == 0 { "not known".to_owned() } else { megabytes(catalogue.memory) } }</dd></div>
                <div><dt>{ "SHA-256" }</dt><dd class="hash">{ &catalogue.hash }</dd></div>
            </dl>
            { bring(&context) }
            <section aria-labelledby="articles-title">
                <h2 id="articles-title">{ "Articles" }</h2>
                <label class="with">{ "With these words in outlet, headline or name: " }
                    <input type="search" autocomplete="off" value={(*with).clone()} oninput={typed} /></label>
                <p role="status">{ format!("{} of {}", shown.total, count(catalogue.articles as usize, "article", "articles")) }</p>
                <ol class="heads">{ for shown.heads.iter().map(entry) }</ol>
                if (shown.heads.len() as u32) < shown.total {
                    <button type="button" onclick={more}>{ format!("Show {PAGE} more") }</button>
                }
            </section>
        </article>
    }
}

fn entry(head: &Head) -> Html {
    let to = Address::Read(Read { articles: vec![head.id.clone()], ..Read::default() }).print();
    let headline = head.headline.clone().unwrap_or_else(|| "no headline in the file".to_owned());
    html! {
        <li>
            <a href={to} dir="auto">{ headline }</a>
            <span class="from"><bdi>{ &head.outlet }</bdi>{ " · " }{ &head.dated }{ " · " }<bdi>{ &head.id }</bdi></span>
        </li>
    }
}

/// The ways to bring one's own.
fn bring(context: &Context) -> Html {
    let read = {
        let (library, dispatcher) = (context.library.clone(), context.state.dispatcher());
        move |files: Vec<File>| {
            if files.is_empty() {
                return;
            }
            match library.line() {
                Some(line) => line.read(&files.into_iter().map(|f| (f.clone(), f.name())).collect::<Vec<_>>(), true),
                None => dispatcher.dispatch(Action::Warn(
                    "This browser gives the page no worker, so it cannot read files here: try another browser.".into(),
                )),
            }
        }
    };
    let chosen = {
        let read = read.clone();
        Callback::from(move |event: Event| read(effects::chosen_files(&event)))
    };
    let dropped = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        read(effects::dropped_files(&event));
    });
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    let library = context.library.clone();
    let back = Callback::from(move |_: MouseEvent| {
        if let Some(line) = library.line() {
            line.open_corpus("");
        }
    });
    html! {
        <section class="bring" aria-labelledby="bring-title" ondrop={dropped} ondragover={over}>
            <h2 id="bring-title">{ "Your own articles" }</h2>
            <p>{ "Choose files or drop them here: JSON Lines (one article a line, with its text in “text” and, where known, “outlet”, “published”, “headline”, “id”), JSON, or plain text, one article a file. They are read in this browser and go nowhere; they are not kept when the page is closed." }</p>
            <label class="file">{ "Choose files " }<input type="file" multiple={true} accept=".txt,.md,.json,.jsonl,.ndjson,text/plain,application/json" onchange={chosen} /></label>
            if !context.state.catalogue.shipped {
                <p><button type="button" onclick={back}>{ "Back to the corpus that came with the page" }</button></p>
            }
        </section>
    }
}

//! Where the open corpus lives, in one sentence, and saving it: as the whole page, as a file, as what was found in it.
use crate::Context;
use crate::ask::Reply;
use crate::effects;
use crate::incoming;
use crate::markup::html;
use crate::state::Action;
use crate::views::corpus::{articles, own, tell, telling, told};
use crate::worker::Line;
use corpus::Lower;
use js_sys::Array;
use library::bringing::Keeping;
use library::{FileForm, FileOf, Question};
use std::rc::Rc;
use yew::prelude::*;

/// The forms beside the page and the corpus: button, form, ending, media type.
const FORMS: [(&str, FileForm, &str, &str); 4] = [
    ("W3C annotations", FileForm::WebAnnotations, "annotations.jsonl", "application/x-ndjson"),
    ("CSV", FileForm::Csv, "csv", "text/csv;charset=utf-8"),
    ("JSON Lines", FileForm::Lines, "jsonl", "application/x-ndjson"),
    ("Markdown", FileForm::Markdown, "md", "text/markdown;charset=utf-8"),
];

/// Where it lives; where it is kept nowhere, with a way to save it.
fn lives(context: &Context, save: &Callback<MouseEvent>) -> Html {
    let held = &context.state.held;
    let open = held.corpora.iter().find(|c| c.id == held.open);
    let saved = open.map_or("", |c| c.exported.as_str());
    let saved = if saved.is_empty() { "never".to_owned() } else { incoming::when(saved) };
    // What was opened from a file, or could not be kept, is the user's own all the same.
    let keeping = if own(context) { held.keeping.clone() } else { Keeping::Shipped };
    let (sentence, troubled) = match keeping {
        Keeping::Shipped if own(context) => ("Not kept yet.".to_owned(), false),
        Keeping::Shipped if incoming::carries_corpus() => {
            ("It came in this file, which holds all of it.".to_owned(), false)
        }
        Keeping::Shipped => ("It came with the page.".to_owned(), false),
        Keeping::Kept => (format!("Kept in this browser only, on this machine; last saved as a file: {saved}."), false),
        Keeping::Writing => ("Being written into this browser’s storage …".to_owned(), false),
        Keeping::Not(why) => (format!("Not kept: {why} {}", lost(&held.saved)), true),
        Keeping::Conflict(why) => (
            format!(
                "{why} Open the other: this one stays in the list below, and can be kept beside it. {}",
                lost(&held.saved)
            ),
            true,
        ),
    };
    let conflict = matches!(held.keeping, Keeping::Conflict(_));
    let id = held.open.clone();
    let other = telling::<MouseEvent>(context, move |line| line.open_corpus(&id));
    let class = if troubled { "lives troubled" } else { "lives" };
    html! {
        <div {class} role="status"><p>{ sentence }</p>
            if troubled { <button type="button" onclick={save.clone()}>{ "Save it as a file" }</button> }
            if conflict { <button type="button" onclick={other}>{ "Open the other" }</button> }
        </div>
    }
}

/// What closing the page costs, where this is kept nowhere else than in the file that it was saved as then, if it was.
pub(crate) fn lost(saved: &str) -> String {
    match saved {
        "" => "It is lost when this page is closed, unless you save it as a file.".to_owned(),
        saved => format!("It was saved as a file: {}.", incoming::when(saved)),
    }
}

/// Asks once and hands the answer on.
pub(crate) fn ask_once<Q: Question>(context: &Context, question: &Q, done: impl Fn(Q::Answer) + 'static) {
    if let Some(answer) = context.library.now(question) {
        return done(answer);
    }
    let waiting = move |reply| {
        if let Reply::Answer(_, bytes) = reply
            && let Some(answer) = corpus::unpacked(&bytes)
        {
            done(answer);
        }
    };
    context.library.ask(Q::NUMBER, &corpus::packed(question), Rc::new(waiting));
}

/// Asks for the pieces of a file, one after the other, and hands on all of them.
fn write_on(
    context: Context,
    said: UseStateHandle<Rc<str>>,
    question: FileOf,
    parts: Array,
    missing: u32,
    done: Rc<dyn Fn(Array)>,
) {
    let (asked, total) = (question.clone(), context.state.catalogue.articles);
    ask_once(&context.clone(), &asked, move |part| {
        parts.push(&part.text.into());
        let missing = missing + part.missing;
        if let Some(from) = part.next {
            said.set(format!("Writing: {from} of {} …", articles(total)).into());
            let question = FileOf { from, ..question.clone() };
            return write_on(context.clone(), said.clone(), question, parts.clone(), missing, done.clone());
        }
        if missing > 0 {
            let why = format!(
                "The texts of {} could not be fetched: only their headlines are in the file.",
                articles(missing)
            );
            context.state.dispatch(Action::Warn(why));
        }
        done(parts.clone());
    });
}

/// The beginning of a file's name: the corpus' name in letters and digits.
fn file_name(corpus: &str) -> String {
    let mut name = String::from("parallax-");
    for c in corpus.lower().chars().take(60) {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// Props of [`Save`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The page.
    pub context: Context,
}

/// The buttons that save.
#[component]
pub(crate) fn Save(props: &Props) -> Html {
    let context = &props.context;
    let said = use_state(|| Rc::<str>::from(""));
    let base = file_name(&context.state.catalogue.name);
    let ask = |form: FileForm, done: Rc<dyn Fn(Array)>| {
        let (context, said) = (context.clone(), said.clone());
        Callback::from(move |_: MouseEvent| {
            said.set("Writing …".into());
            let kept = context.state.kept_along();
            let question = FileOf { form, kept, view: String::new(), from: 0 };
            write_on(context.clone(), said.clone(), question, Array::new(), 0, done.clone());
        })
    };
    let finished = |name: String, whole: bool| {
        let (context, said) = (context.clone(), said.clone());
        Rc::new(move |result: Result<(), String>| match result {
            Ok(()) => {
                said.set(format!("Saved as {name}.").into());
                if whole && own(&context) {
                    tell(&context, Line::saved);
                }
            }
            Err(why) => {
                said.set("Not saved.".into());
                context.state.dispatch(Action::Warn(why));
            }
        })
    };
    let page = {
        let name = format!("{base}.html");
        let (finished, title) = (finished(name.clone(), true), context.state.catalogue.name.clone());
        ask(
            FileForm::Corpus,
            Rc::new(move |parts| {
                let finished = finished.clone();
                incoming::save_page(&parts, &title, &name, move |result| finished(result));
            }),
        )
    };
    let file = |form: FileForm, ending: &'static str, media: &'static str| {
        let name = format!("{base}.{ending}");
        let finished = finished(name.clone(), form == FileForm::Corpus);
        ask(
            form,
            Rc::new(move |parts: Array| {
                if form == FileForm::Csv {
                    // A spreadsheet takes a file for UTF-8 by this mark.
                    parts.unshift(&"\u{feff}".into());
                }
                let saved = effects::save_parts(&name, media, &parts);
                finished(if saved { Ok(()) } else { Err("The browser did not take the file.".into()) });
            }),
        )
    };
    let corpus = file(FileForm::Corpus, "json", "application/json");
    let more = FORMS.map(|(label, form, ending, media)| {
        html! { <li><button type="button" onclick={file(form, ending, media)}>{ label }</button></li> }
    });
    html! {
        <>
        { lives(context, &corpus) }
        <section class="save" aria-labelledby="save-title">
            <h2 id="save-title">{ "Save and share" }</h2>
            <div class="ways">
                <button type="button" class="first" onclick={page}>{ "Save as one HTML file" }</button>
                <button type="button" onclick={corpus}>{ "Save the corpus" }</button>
            </div>
            <p class="small">{ "The HTML file is this whole page with the articles, your corrections and notes in it: it opens by a double click, without a network. The corpus alone (JSON) is opened again here like any file." }</p>
            <details><summary>{ "Save what was found, for other programs" }</summary>
                <ul class="ways" aria-label="What was found">{ for more }</ul>
            </details>
            { told(&said) }
        </section>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_corpus() {
        assert_eq!(file_name("Flood, 2024/5 (Graz)!"), "parallax-flood-2024-5-graz");
        assert_eq!(file_name("../.."), "parallax");
        assert_eq!(file_name("Überflutung\u{202e}"), "parallax-überflutung");
    }
}

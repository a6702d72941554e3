//! Bringing one's own articles: files, folders, pasted text; into a corpus of their own or into the one that is open.
use crate::Context;
use crate::address::Address;
use crate::effects;
use crate::incoming::{self, Named};
use crate::markup::html;
use crate::state::Action;
use crate::views::corpus::{grows, tell};
use corpus::{Moment, written_moment};
use formats::Limits;
use library::finding::{Finding, MoreValues};
use yew::prelude::*;

/// The choice of a corpus of its own, as an id: what is dropped on another view goes where it says, too.
const NEW: &str = "into-new";

/// Hands files to the worker; where it cannot be, says why.
pub(crate) fn read(context: &Context, files: Vec<Named>) {
    let state = &context.state;
    let busy = state.gathering.as_ref().is_some_and(|progress| !progress.done);
    if files.is_empty() || busy {
        let why = if busy {
            "Files are being read: wait until they are, or cancel it. Then bring these again."
        } else {
            "There was no file in it: choose or drop files, or folders that hold some."
        };
        return state.dispatch(Action::Warn(why.to_owned()));
    }
    let new = !grows(context) || incoming::is_on(NEW);
    tell(context, |line| line.read(&files, new));
    state.dispatch(Action::Go(Address::Corpus));
}

/// Props of what needs only the page.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The page.
    pub context: Context,
}

/// Takes what is dropped, wherever it is dropped.
#[component]
pub(crate) fn DropAnywhere(props: &Props) -> Html {
    let context = props.context.clone();
    use_effect_with(context, |context| {
        let context = context.clone();
        let listeners = incoming::on_drop(move |event| {
            let context = context.clone();
            incoming::dropped(event, move |files| read(&context, files));
        });
        move || drop(listeners)
    });
    html! {}
}

/// The ways to bring one's own.
#[component]
pub(crate) fn Bring(props: &Props) -> Html {
    let context = &props.context;
    let chosen = {
        let context = context.clone();
        Callback::from(move |event: Event| {
            let files = incoming::chosen(&event);
            // A dialog that was left without a choice is no mistake.
            if !files.is_empty() {
                read(&context, files);
            }
        })
    };
    // One choice is for one import: the next goes to what this one made.
    let new = use_state_eq(|| false);
    {
        let new = new.clone();
        use_effect_with(context.state.catalogue.mark.clone(), move |_| new.set(false));
    }
    let choice = |label: &'static str, id: &'static str, is_new: bool| {
        let (new, checked) = (new.clone(), *new == is_new);
        let choose = Callback::from(move |_: Event| new.set(is_new));
        html! { <label><input type="radio" {id} name="into" {checked} onchange={choose} />{ label }</label> }
    };
    let into = html! {
        <fieldset class="into-which"><legend>{ "What I bring goes" }</legend>
            { choice(" to the corpus that is open", "into-open", false) }
            { choice(" to a new corpus", NEW, true) }
        </fieldset>
    };
    let paste = yew::html! { <Paste context={context.clone()} /> };
    html! {
        <section class="bring" aria-labelledby="bring-title">
            <h2 id="bring-title">{ "Bring your own articles" }</h2>
            <p class="drop">{ "Drop files or folders anywhere on this page, or" }</p>
            <div class="ways">
                <label class="button">{ "Choose files" }<input type="file" class="visually-hidden" multiple={true} onchange={chosen.clone()} /></label>
                <label class="button">{ "Choose a folder" }<input type="file" class="visually-hidden" multiple={true} webkitdirectory={true} onchange={chosen} /></label>
            </div>
            { paste }
            if grows(context) { { into } }
            <p class="small">{ caps(&Limits::default()) }</p>
        </section>
    }
}

/// What is read, and how much of it.
fn caps(limits: &Limits) -> String {
    let megabytes = |bytes: u64| match bytes >> 30 {
        0 => format!("{} MB", bytes >> 20),
        gigabytes => format!("{gigabytes} GB"),
    };
    format!(
        "Plain text, Markdown, web pages, JSON, JSON Lines, tables (CSV), feeds (RSS, Atom) and ZIP archives of these. \
         Up to {} a file, tables and JSON Lines up to {}, an archive up to {} unpacked and {} files, an article up to {}. \
         Everything is read in this browser and goes nowhere.",
        megabytes(limits.whole),
        megabytes(limits.streamed),
        megabytes(limits.unpacked),
        limits.files,
        megabytes(limits.article),
    )
}

/// The names of the outlets that the corpus has, offered by the fields that name this list.
#[component]
pub(crate) fn Outlets(props: &Props) -> Html {
    let all =
        MoreValues { finding: Finding::default(), facet: "outlet".into(), with: String::new(), from: 0, most: 200 };
    let known = crate::ask::use_answer(&props.context, all).answer;
    let values = known.as_ref().map_or(&[][..], |known| known.values.as_slice());
    html! {
        <datalist id="outlets">{ for values.iter().map(|v| html! { <option value={v.label.clone()} /> }) }</datalist>
    }
}

/// A day, or a day and a time, as the user writes it; what is expected, where it is neither.
pub(crate) fn moment(written: &str) -> Result<Option<Moment>, &'static str> {
    match written_moment(written) {
        None if !written.trim().is_empty() => {
            Err("Expected a day as 2025-11-24 or 24 November 2025, with a time or without.")
        }
        moment => Ok(moment),
    }
}

/// Where the files lie that pasted texts become; a number follows.
pub(crate) const PASTED: &str = "My articles/Pasted ";

const ADDRESS: &str = "Expected the text of an article, found only an address, and nothing is fetched here. Open it, \
                       copy the article, and paste that.";

/// Whether a text is the address of a page and nothing else.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    ["http://", "https://", "www."].iter().any(|begins| text.starts_with(begins)) && !text.contains(char::is_whitespace)
}

/// What is being pasted.
#[derive(Clone, Default, PartialEq)]
struct Draft {
    text: String,
    outlet: String,
    date: String,
    /// How many were handed on before; it numbers them.
    before: usize,
}

/// The articles in a text: lines of hyphens alone part them.
fn parted(text: &str) -> Vec<String> {
    let (mut all, mut one) = (Vec::new(), String::new());
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if bare.len() >= 3 && bare.bytes().all(|b| b == b'-') {
            all.push(std::mem::take(&mut one));
        } else {
            one.push_str(line);
        }
    }
    all.push(one);
    all.retain(|text| !text.trim().is_empty());
    all
}

/// A field to paste one article after the other into; the outlet stays for the next.
#[component]
fn Paste(props: &Props) -> Html {
    let draft = use_state(Draft::default);
    let typing = |with: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let mut next = (*draft).clone();
            with(&mut next, effects::chosen(&event));
            draft.set(next);
        })
    };
    let texts = parted(&draft.text);
    let date = moment(&draft.date);
    let address = texts.iter().any(|text| is_address(text));
    let busy = props.context.state.gathering.as_ref().is_some_and(|progress| !progress.done);
    let add = {
        let ready = date.is_ok() && !address && !busy;
        let (draft, context, texts) = (draft.clone(), props.context.clone(), texts.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if texts.is_empty() || !ready {
                return;
            }
            let file = |(n, text): (usize, &String)| {
                let fields =
                    [("text", text.as_str()), ("outlet", draft.outlet.trim()), ("published", draft.date.trim())];
                incoming::pasted(&format!("{PASTED}{}.json", draft.before + n + 1), &fields)
            };
            read(&context, texts.iter().enumerate().filter_map(file).collect());
            let before = draft.before + texts.len();
            draft.set(Draft { outlet: draft.outlet.clone(), before, ..Draft::default() });
            effects::focus("paste-text");
        })
    };
    let label = match texts.len() {
        0 | 1 => "Add and next".to_owned(),
        n => format!("Add {n} articles"),
    };
    let wrong = address.then_some(ADDRESS).or(date.err());
    html! {
        <details class="paste">
            <summary>{ "Paste text" }</summary>
            <form onsubmit={add}>
                <label>{ "Article, its headline first" }<textarea id="paste-text" rows="9" value={draft.text.clone()} oninput={typing(|d, text| d.text = text)}></textarea></label>
                <div class="fields">
                    <label>{ "Outlet (stays for the next)" }<input type="text" list="outlets" autocomplete="off" value={draft.outlet.clone()} oninput={typing(|d, text| d.outlet = text)} /></label>
                    <label>{ "Date, if known" }<input type="text" autocomplete="off" placeholder="2025-11-24" aria-invalid={wrong.map(|_| "true")} aria-describedby="paste-wrong" value={draft.date.clone()} oninput={typing(|d, text| d.date = text)} /></label>
                    <button type="submit" disabled={texts.is_empty() || wrong.is_some() || busy}>{ label }</button>
                </div>
                <p id="paste-wrong" class="wrong" role="status">{ wrong.unwrap_or("") }</p>
                <p class="small">{ "Several at once: a line of three hyphens (---) between them. An outlet or a date written here is that of all." }
                    if draft.before > 0 { { format!(" Added so far: {}.", draft.before) } }
                </p>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_part_articles() {
        let check = |text: &str, expected: &[&str]| assert_eq!(parted(text), expected, "{text:?}");
        check("One.\nTwo.", &["One.\nTwo."]);
        check("One.\n---\nTwo.\r\n----- \r\nThree", &["One.\n", "Two.\r\n", "Three"]);
        check("---\n\n--- \n", &[]);
        check("a -- b\n--\nc --- d", &["a -- b\n--\nc --- d"]);
    }

    #[test]
    fn a_day_is_a_day() {
        assert!(matches!(moment(" 2025-11-24 "), Ok(Some(_))) && matches!(moment("2025-11-24T08:00"), Ok(Some(_))));
        assert_eq!(moment("  "), Ok(None));
        assert_eq!(moment("24.11.2025"), moment("24 November 2025"));
        assert_eq!(moment("March 12, 2024"), moment("2024-03-12"));
        assert_eq!(moment("6 May 2024, 08:00"), moment("2024-05-06T08:00"));
        assert!(
            ["3/12/2024", "2025-02-30", "soon"].iter().all(|written| moment(written).is_err()),
            "the first is two days"
        );
    }

    #[test]
    fn an_address_alone_is_no_article() {
        assert!(is_address(" https://gull.example/rain\n") && is_address("www.gull.example"));
        assert!(!is_address("Rain\nhttps://gull.example/rain") && !is_address("Rain"));
    }

    #[test]
    fn caps_are_told_in_words() {
        assert!(caps(&Limits::default()).contains("Up to 64 MB a file, tables and JSON Lines up to 1 GB"));
    }
}

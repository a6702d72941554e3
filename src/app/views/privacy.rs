//! Privacy: what is promised about the user's texts, what is not, and how to check it here and now. All that is shown under
//! “Check it” is read from the browser at that moment.
use crate::Context;
use crate::address::Address;
use crate::effects;
use crate::incoming;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::witness::{self, Request};
use gloo::events::EventListener;
use yew::prelude::*;

/// What holds whatever is brought.
const PROMISED: [(&str, &str); 4] = [
    (
        "Nothing is sent.",
        "After the page has loaded it makes no request to anybody: not for a font, not to count visits, not to report an error. The policy below makes the browser refuse one. A page that came from a server keeps its own files, to work without a network, and asks that server for a newer version when it is opened; nothing of yours goes along.",
    ),
    (
        "Your articles stay here.",
        "They are read, compared and searched in this browser. They are kept in its storage for this page only, so that they are there tomorrow, until you delete them.",
    ),
    (
        "A text is only ever text.",
        "Whatever stands in an article, a file name or a table is shown as words. Nothing in it is run, loaded or followed.",
    ),
    (
        "Nothing is lost quietly.",
        "What cannot be read, kept or understood is said where it happens. Text that is set aside is folded, not deleted.",
    ),
];

/// What no page can promise.
const NOT_PROMISED: [(&str, &str); 5] = [
    (
        "Links that you click.",
        "A link to a source on the web opens that site, and the site learns that you came. No link is followed by itself.",
    ),
    ("Extensions of your browser.", "They can read and change every page, this one too."),
    (
        "What your browser does itself.",
        "It may copy history and settings to its maker’s account, or keep the storage in a backup.",
    ),
    ("Who has this machine.", "What is kept in the browser is not locked: whoever can open this browser can read it."),
    (
        "Files that you share.",
        "A saved corpus or page contains the articles, your notes and your corrections. Whoever has the file has them.",
    ),
];

/// What the browser tells.
#[derive(Clone, Default, PartialEq)]
struct Told {
    requests: Vec<Request>,
    open_ms: u32,
    online: bool,
}

impl Told {
    fn now() -> Self {
        let (requests, open_ms) = witness::requests();
        Self { requests, open_ms, online: witness::online() }
    }
}

/// The Privacy view.
#[component]
pub(crate) fn PrivacyView() -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let told = use_state(Told::now);
    let kept = use_state(String::new);
    use_effect_with((), |()| {
        effects::write_title("Privacy – Parallax");
        effects::take_over();
    });
    {
        // The network comes and goes.
        let told = told.clone();
        use_effect_with((), move |()| {
            let listen = |window: web_sys::Window| {
                ["online", "offline"].map(|event| {
                    let told = told.clone();
                    EventListener::new(&window, event, move |_| told.set(Told::now()))
                })
            };
            let listeners = web_sys::window().map(listen);
            move || drop(listeners)
        });
    }
    let count_kept = {
        let kept = kept.clone();
        move || {
            let kept = kept.clone();
            witness::kept(move |used, most| {
                let megabytes = |bytes: f64| effects::megabytes(bytes as u64);
                kept.set(format!("{} of at most {}.", megabytes(used), megabytes(most)));
            });
        }
    };
    {
        let count_kept = count_kept.clone();
        use_effect_with((), move |()| count_kept());
    }
    let again = {
        let told = told.clone();
        Callback::from(move |_: MouseEvent| {
            told.set(Told::now());
            count_kept();
        })
    };
    let list = |of: &'static [(&'static str, &'static str)]| {
        html! { <ul class="terms">{ for of.iter().map(|(what, more)| html! { <li><strong>{ *what }</strong>{ " " }{ *more }</li> }) }</ul> }
    };
    html! {
        <article class="privacy">
            <h1 id="page-title" tabindex="-1">{ "Privacy" }</h1>
            <p class="lead">{ "Do not believe this page: check it." }</p>
            <h2>{ "What is promised" }</h2>
            { list(&PROMISED) }
            <h2>{ "What is not, because no page can" }</h2>
            { list(&NOT_PROMISED) }
            <h2>{ "Check it" }</h2>
            <h3>{ "Without a network" }</h3>
            <p>{ "Turn off your network now, or pull the cable: everything still works, from reading your own files to saving them. " }
                <span role="status">{ if told.online { "Your browser says that it has a network." } else { "Your browser says that it has no network. Go on and try." } }</span></p>
            { requests(&told, again) }
            { policy() }
            <h3>{ "What is kept" }</h3>
            <p>{ "Your browser keeps for this page: " }{ if kept.is_empty() { "it does not say." } else { kept.as_str() } }
                { " " }<a href={Address::Corpus.print()}>{ "See and delete it" }</a></p>
            <p>{ format!("Open now: {}, ", context.state.catalogue.name) }{ count(context.state.catalogue.articles as usize, "article", "articles") }{ "." }</p>
        </article>
    }
}

fn seconds(ms: u32) -> String {
    format!("{}.{} s", ms / 1000, ms / 100 % 10)
}

/// All that the page asked for.
fn requests(told: &Told, again: Callback<MouseEvent>) -> Html {
    let row = |r: &Request| html! { <tr><td><bdi>{ &r.address }</bdi></td><td>{ &r.by }</td><td class="n">{ seconds(r.at_ms) }</td></tr> };
    let last = told.requests.iter().map(|r| r.at_ms).max().unwrap_or(0);
    let told_so = format!(
        "{} since it was opened {} ago; the last began {} after that.",
        count(told.requests.len(), "request", "requests"),
        seconds(told.open_ms),
        seconds(last),
    );
    html! {
        <>
        <h3>{ "The requests of this page" }</h3>
        <p>{ "As your browser counts them; the page itself is the first, then its own program. Work with your articles, then list them again: there are no more." }</p>
        if incoming::lies_beside() {
            <p>{ "This page has a prepared corpus beside it: its worker asks its own server for parts of that when they are needed, and the list below does not have those." }</p>
        }
        <p><span role="status">{ told_so }</span>{ " " }<button type="button" onclick={again}>{ "List them again" }</button></p>
        <div class="wide" tabindex="0" role="group" aria-label="Requests">
            <table><thead><tr><th scope="col">{ "Address" }</th><th scope="col">{ "Asked by" }</th><th scope="col">{ "After opening" }</th></tr></thead>
                <tbody>{ for told.requests.iter().map(row) }</tbody></table>
        </div>
        </>
    }
}

/// The policy, word by word.
fn policy() -> Html {
    let directives = witness::policy();
    let connect = directives.iter().find_map(|d| d.strip_prefix("connect-src "));
    let means = match connect {
        Some("'none'") => "connect-src 'none': the browser lets this page connect to nobody.",
        Some("'self'") => {
            "connect-src 'self': the browser lets this page connect to the server it came from, which is how it got its own program, and to nobody else."
        }
        Some(_) => "connect-src names those that the browser lets this page connect to.",
        None if directives.is_empty() => "This page has no policy: it is a build for its makers, not one to trust.",
        None => "The policy does not say whom this page may connect to: what default-src says holds.",
    };
    html! {
        <>
        <h3>{ "The policy that your browser enforces" }</h3>
        <p>{ "It stands in the head of this page and holds before anything else of it is read; these are its words. " }{ means }</p>
        if !directives.is_empty() { <pre tabindex="0" role="group" aria-label="Content-Security-Policy">{ directives.join(";\n") }</pre> }
        <p>{ "A policy does not stop a link that you follow, nor an extension of your browser." }</p>
        </>
    }
}

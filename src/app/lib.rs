//! The page: one corpus, three views, one reducer.
//!
//! The only crate that knows the browser. Views draw what `analysis` and `search` prepared and compute
//! nothing; everything that touches the window is in [`effects`]; the address of a view is in [`address`].
#![recursion_limit = "1024"]
pub mod address;
pub mod desk;
pub mod effects;
pub mod layers;
pub mod state;

mod markup;
mod parts;
mod views;

use address::Address;
use desk::Desk;
use gloo::events::EventListener;
use markup::html;
use state::{Action, State, Theme};
use std::rc::Rc;
use yew::prelude::*;

/// What every part of the page can reach.
#[derive(Clone, PartialEq)]
pub struct Context {
    /// The corpus.
    pub desk: Rc<Desk>,
    /// The state and the way to change it.
    pub state: UseReducerHandle<State>,
}

impl Context {
    /// A callback that leads to an address.
    pub(crate) fn go<E>(&self, address: Address) -> Callback<E> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(Action::Go(address.clone())))
    }
}

/// Reads the corpus and mounts the page into `#app`, in steps that leave the browser room to answer.
pub fn start() {
    let place = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app"));
    let Some(place) = place else {
        gloo::console::error!("this page has no element #app to draw into");
        return;
    };
    yew::platform::spawn_local(async move {
        let collection = embed::collection();
        let mut readings = Vec::with_capacity(collection.articles.len());
        for article in &collection.articles {
            breathe().await;
            let mut stages = analysis::Stages::new(article, &collection.events);
            while stages.step() {
                // The first article unpacks the word lists, and the browser compiles each stage when it first runs:
                // in steps of their own.
                if readings.is_empty() {
                    breathe().await;
                }
            }
            readings.push(stages.finish());
        }
        breathe().await;
        let desk = Rc::new(Desk::with_readings(collection, readings));
        breathe().await;
        yew::Renderer::<App>::with_root_and_props(place, AppProps { desk }).render();
    });
}

/// Lets the browser paint and answer before the next step.
async fn breathe() {
    yew::platform::time::sleep(std::time::Duration::ZERO).await;
}

/// Props of [`App`].
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// The corpus, read.
    pub desk: Rc<Desk>,
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let desk = props.desk.clone();
    let state = {
        let desk = desk.clone();
        use_reducer(move || {
            State::arrive(&effects::hash(), effects::stored_theme(), Rc::new(effects::stored_kept()), &desk)
        })
    };
    {
        let dispatcher = state.dispatcher();
        let desk = desk.clone();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "popstate", move |_| {
                    dispatcher.dispatch(Action::Arrive(effects::hash(), desk.clone()));
                    effects::return_to_place();
                })
            });
            move || drop(listener)
        });
    }
    use_effect_with((state.address.clone(), state.history), |(address, history)| {
        effects::write_hash(&address.print(), *history);
    });
    use_effect_with(state.theme, |theme| effects::dress(*theme));
    {
        let (kept, first) = (state.kept.clone(), use_mut_ref(|| true));
        let dispatcher = state.dispatcher();
        use_effect_with(kept, move |kept| {
            // What was just read need not be written.
            if !first.replace(false) && !effects::keep(kept) {
                dispatcher.dispatch(Action::Warn(
                    "This browser does not let the page keep your notes: export them before you close it.".into(),
                ));
            }
        });
    }
    use_effect_with(state.turns, |turns| {
        if *turns > 0 {
            effects::turn_page();
        }
    });
    let follow_link = {
        let dispatcher = state.dispatcher();
        let desk = desk.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(hash) = effects::clicked_link(&event) {
                event.prevent_default();
                effects::remember_place();
                let mut notices = Vec::new();
                let (address, _) = Address::parse(&hash);
                dispatcher.dispatch(Action::Go(desk.settle(address, &mut notices)));
            }
        })
    };
    let context = Context { desk, state };
    let page = html! {
        <div class="page" onclick={follow_link}>
            { masthead(&context) }
            <main id="main" tabindex="-1">
                { notices(&context) }
                { view(&context.state.address) }
            </main>
            { colophon(&context) }
        </div>
    };
    yew::html! {
        <ContextProvider<Context> context={context.clone()}>
            { page }
        </ContextProvider<Context>>
    }
}

fn to_main() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        effects::jump("main");
    })
}

fn view(address: &Address) -> Html {
    match address {
        Address::Compare(at) => yew::html! { <views::compare::CompareView at={at.clone()} /> },
        Address::Read(at) => yew::html! { <views::read::ReadView at={at.clone()} /> },
        Address::Find(at) => yew::html! { <views::find::FindView at={at.clone()} /> },
    }
}

fn masthead(context: &Context) -> Html {
    let here = &context.state.address;
    let entry = |label: &'static str, to: Address, current: bool| {
        html! { <li><a href={to.print()} aria-current={current.then_some("page")}>{ label }</a></li> }
    };
    let theme = context.state.theme;
    let dispatcher = context.state.dispatcher();
    let dress = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Dress(theme.next())));
    let shown = match theme {
        Theme::System => "as system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    html! {
        <header class="masthead">
            <a class="skip" href="#main" onclick={to_main()}>{ "Skip to the text" }</a>
            <a class="wordmark" href={Address::default().print()}>{ "Parallax" }</a>
            <nav aria-label="Views">
                <ul>
                    { entry("Compare", Address::default(), matches!(here, Address::Compare(_))) }
                    { entry("Read", Address::Read(address::Read::default()), matches!(here, Address::Read(_))) }
                    { entry("Find", Address::Find(address::Find::default()), matches!(here, Address::Find(_))) }
                </ul>
            </nav>
            <button class="theme" type="button" onclick={dress}>{ "Colours: " }{ shown }</button>
        </header>
    }
}

/// What was wrong with the link, above the view that opened instead.
fn notices(context: &Context) -> Html {
    let dispatcher = context.state.dispatcher();
    let dismiss = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Dismiss));
    html! {
        <div class="notices" role="status">
            if !context.state.notices.is_empty() {
                { for context.state.notices.iter().map(|n| html! { <p>{ n }</p> }) }
                <button type="button" onclick={dismiss}>{ "Dismiss" }</button>
            }
        </div>
    }
}

fn colophon(context: &Context) -> Html {
    html! {
        <footer class="colophon">
            <p><strong>{ &context.desk.collection.name }</strong>{ " " }{ &context.desk.collection.about }</p>
            <p>{ "Every number opens the sentences it was counted from. Nothing you do here leaves this page: it makes no request after it has loaded." }</p>
        </footer>
    }
}

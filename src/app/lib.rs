//! The page: one corpus, its views, one reducer.
//!
//! The only crate that knows the browser. Views draw what `analysis` and `search` prepared and compute
//! nothing; everything that touches the window is in [`effects`]; the address of a view is in [`address`].
#![recursion_limit = "1024"]
pub mod address;
pub mod ask;
pub mod desk;
pub mod effects;
pub mod layers;
pub mod serve;
pub mod state;
mod store;
pub mod worker;

mod incoming;
mod markup;
mod parts;
mod pointed;
mod views;
mod witness;

use address::Address;
use ask::Access;
use gloo::events::EventListener;
use library::{Catalogue, Library};
use markup::html;
use state::{Action, State, Theme};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use worker::Told;
use yew::prelude::*;

/// What every part of the page can reach.
#[derive(Clone, PartialEq)]
pub struct Context {
    /// Where the corpus is asked.
    pub library: Rc<Access>,
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

/// Mounts the page into `#app` as soon as the library is there; in a worker, serves the library.
pub fn start() {
    if let Ok(scope) = js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>() {
        return serve::serve(scope);
    }
    let place = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app"));
    let Some(place) = place else {
        gloo::console::error!("this page has no element #app to draw into");
        return;
    };
    let Some(line) = worker::Line::open() else {
        let props = AppProps::here(embed::collection());
        yew::Renderer::<App>::with_root_and_props(place, props).render();
        return;
    };
    // What was open last time; until that is there nothing is drawn: the second catalogue is its own.
    let wanted = effects::stored_open();
    let before_it = Cell::new(if wanted.is_empty() { 0 } else { 2_u8 });
    if !wanted.is_empty() {
        line.open_corpus(&wanted);
    }
    let library = Rc::new(Access::far(line));
    let (answers, news, started) = (library.clone(), News::default(), Rc::new(Cell::new(false)));
    let access = library.clone();
    let draw = {
        let news = news.clone();
        Rc::new(move |catalogue: Rc<Catalogue>| {
            let props = AppProps { library: access.clone(), catalogue, news: news.clone() };
            yew::Renderer::<App>::with_root_and_props(place.clone(), props).render();
        })
    };
    library.listen(move |told| match told {
        Told::Changed(catalogue) if before_it.get() == 2 => {
            before_it.set(1);
            let (draw, started) = (draw.clone(), started.clone());
            // Another corpus than the wanted one is better than none.
            let late = move || {
                if !started.replace(true) {
                    draw(Rc::from(catalogue));
                }
            };
            gloo::timers::callback::Timeout::new(5_000, late).forget();
        }
        Told::Changed(catalogue) => {
            before_it.set(0);
            let catalogue = Rc::from(catalogue);
            // There is one page.
            if started.replace(true) {
                news.tell(Action::Change(catalogue));
            } else {
                let draw = draw.clone();
                // In a task of its own: the browser can paint before it.
                gloo::timers::callback::Timeout::new(0, move || draw(catalogue)).forget();
            }
        }
        Told::Reading(progress) => news.tell(Action::Gather(progress.map(Rc::from))),
        Told::Held(held) => {
            // As long as it is being opened, it is still the one to open.
            if before_it.get() == 0 {
                effects::remember_open(&held.open);
            }
            news.tell(Action::Hold(Rc::from(held)));
        }
        Told::Say(sentence) => news.tell(Action::Warn(sentence)),
        Told::Kept { text, mark, view } => {
            news.tell(Action::TakeIn(state::Kept::read(&text), mark));
            if effects::hash().is_empty() && !view.is_empty() {
                news.tell(Action::Go(Address::parse(&view).0));
            }
        }
        Told::Moved(from, to) => news.tell(Action::Move(from, to)),
        Told::Rescued(name, bytes) => {
            if !effects::save_parts(&name, "application/json", &js_sys::Array::of1(&bytes)) {
                gloo::console::warn!("the browser did not take the file", name);
            }
        }
        answer => answers.hand_on(answer),
    });
}

/// Where news of the library goes once the page is mounted, and what was told before.
#[derive(Clone, Default)]
pub struct News {
    page: Rc<RefCell<Option<UseReducerDispatcher<State>>>>,
    early: Rc<RefCell<Vec<Action>>>,
}

impl News {
    fn tell(&self, action: Action) {
        let page = self.page.borrow().clone();
        match page {
            Some(page) => page.dispatch(action),
            None => self.early.borrow_mut().push(action),
        }
    }

    fn mount(&self, page: UseReducerDispatcher<State>) {
        for action in self.early.take() {
            page.dispatch(action);
        }
        *self.page.borrow_mut() = Some(page);
    }
}

impl PartialEq for News {
    /// There is one.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Props of [`App`].
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// Where the corpus is asked.
    pub library: Rc<Access>,
    /// What it holds at first.
    pub catalogue: Rc<Catalogue>,
    /// Where to learn that it changed.
    pub news: News,
}

impl AppProps {
    /// A page that has the corpus in itself.
    #[must_use]
    pub fn here(collection: corpus::Collection) -> Self {
        let library = Library::shipped(collection);
        let catalogue = Rc::new(library.catalogue(::library::EVENTS_MAX));
        Self { library: Rc::new(Access::here(library)), catalogue, news: News::default() }
    }
}

/// Tells that a link asks for what the corpus does not have.
fn say_unknown(dispatcher: &UseReducerDispatcher<State>, unknown: &[String]) {
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().take(3).map(|id| format!("“{id}”")).collect();
        dispatcher
            .dispatch(Action::Warn(format!("The link asks for what this corpus does not have: {}.", names.join(", "))));
    }
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = {
        let catalogue = props.catalogue.clone();
        use_reducer(move || {
            State::arrive(&effects::hash(), effects::stored_theme(), Rc::new(effects::stored_kept()), catalogue)
        })
    };
    {
        let (dispatcher, news) = (state.dispatcher(), props.news.clone());
        use_effect_with((), move |()| {
            news.mount(dispatcher.clone());
            let listeners = web_sys::window().map(|window| {
                let following = dispatcher.clone();
                let arrive = EventListener::new(&window, "popstate", move |_| {
                    dispatcher.dispatch(Action::Arrive(effects::hash()));
                    effects::return_to_place();
                });
                let follow = EventListener::new(&window, "storage", move |event| {
                    if let Some(kept) = effects::kept_elsewhere(event) {
                        following.dispatch(Action::Follow(kept));
                    }
                });
                [arrive, follow]
            });
            move || drop(listeners)
        });
    }
    use_effect_with((state.address.clone(), state.history), |(address, history)| {
        effects::write_hash(&address.print(), *history);
    });
    use_effect_with(state.theme, |theme| effects::dress(*theme));
    let notes_lost = use_state_eq(|| false);
    {
        let (kept, first) = (state.kept.clone(), use_mut_ref(|| true));
        let (dispatcher, notes_lost) = (state.dispatcher(), notes_lost.clone());
        use_effect_with(kept, move |kept| {
            // What was just read need not be written.
            let lost = !first.replace(false) && !effects::keep(kept);
            notes_lost.set(lost);
            if lost {
                dispatcher.dispatch(Action::Warn(
                    "This browser does not let the page keep your notes: export them before you close it.".into(),
                ));
            }
        });
    }
    {
        // A library that became another one has no corrections yet.
        let (access, dispatcher) = (props.library.clone(), state.dispatcher());
        use_effect_with((state.corrections().to_vec(), state.edition), move |(corrections, _)| {
            if let Some(catalogue) = access.correct(corrections) {
                dispatcher.dispatch(Action::Change(Rc::new(catalogue)));
            }
        });
    }
    use_effect_with(*notes_lost || state.held.would_lose(), |lost| effects::mark_unkept(*lost));
    use_effect_with(state.turns, |turns| {
        if *turns > 0 {
            effects::turn_page();
        }
    });
    let follow_link = {
        let dispatcher = state.dispatcher();
        Callback::from(move |event: MouseEvent| {
            if let Some(hash) = effects::clicked_link(&event) {
                event.prevent_default();
                effects::remember_place();
                dispatcher.dispatch(Action::Go(Address::parse(&hash).0));
            }
        })
    };
    let context = Context { library: props.library.clone(), state };
    let page = html! {
        <div class="page" onclick={follow_link}>
            { masthead(&context) }
            <main id="main" tabindex="-1">
                { notices(&context) }
                { parts::reading_bar::reading_bar(&context) }
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
        Address::Names(at) => yew::html! { <views::names::NamesView at={at.clone()} /> },
        Address::Timeline(at) => yew::html! { <views::timeline::TimelineView at={at.clone()} /> },
        Address::Corpus => yew::html! { <views::corpus::CorpusView /> },
        Address::Privacy => yew::html! { <views::privacy::PrivacyView /> },
    }
}

fn masthead(context: &Context) -> Html {
    let here = &context.state.address;
    let entry = |label: &'static str, to: Address, current: bool| {
        html! { <li><a href={to.print()} aria-current={current.then_some("page")}>{ label }</a></li> }
    };
    let address = here.shared(context.state.mark());
    let share = yew::html! { <parts::share::Share {address} /> };
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
                    { entry("Names", Address::Names(address::Names::default()), matches!(here, Address::Names(_))) }
                    { entry("Timeline", Address::Timeline(address::Timeline::default()), matches!(here, Address::Timeline(_))) }
                    { entry("Corpus", Address::Corpus, matches!(here, Address::Corpus)) }
                </ul>
            </nav>
            { share }
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
            { parts::share::made_elsewhere(context) }
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
            <p><strong>{ &context.state.catalogue.name }</strong>{ " " }{ &context.state.catalogue.about }</p>
            <p>{ "Every number opens the sentences it was counted from. Nothing you do here leaves this page: it makes no request after it has loaded. " }
                <a href={Address::Privacy.print()}>{ "Check it yourself" }</a></p>
        </footer>
    }
}

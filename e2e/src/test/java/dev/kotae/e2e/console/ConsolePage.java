package dev.kotae.e2e.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/** A reader's window on the console. */
final class ConsolePage extends Window {

    private final String console;

    ConsolePage(ConsoleSuite suite, Browser.NewContextOptions options) {
        super(suite, options);
        console = suite.console();
        open("#/ask");
    }

    static ConsolePage of(ConsoleSuite suite) {
        return new ConsolePage(
                suite, new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1280, 800));
    }

    void open(String hash) {
        page().navigate(console + hash);
        page().locator("kotae-question textarea")
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    }

    /** Chooses the model and the collection, as a reader's choice is kept. */
    ConsolePage choose(String model, String collection) {
        page().evaluate(
                        "([model, collection]) => localStorage.setItem('kotae.choice', JSON.stringify({ model, collections: [collection] }))",
                        new Object[] {model, collection});
        page().reload();
        page().locator("kotae-ask kotae-choice select").waitFor();
        return this;
    }

    ConsolePage choosePair(String first, String second, String collection) {
        page().evaluate(
                        "([a, b, collection]) => localStorage.setItem('kotae.choice', JSON.stringify({ pair: [a, b], collections: [collection] }))",
                        new Object[] {first, second, collection});
        page().reload();
        return this;
    }

    void type(String question) {
        page().locator("kotae-ask textarea[name=question]").fill(question);
        page().keyboard().press("Enter");
    }

    /** Asks, and waits until the answer is complete. */
    Locator ask(String question) {
        int before = page().locator("kotae-ask .turn").count();
        type(question);
        Locator turn = page().locator("kotae-ask .turn").nth(before);
        turn.locator("kotae-rating").waitFor();
        return turn;
    }

    /** Begins a new conversation, and waits until the old one is gone from the page. */
    void anew() {
        page().getByText("New conversation").click();
        PlaywrightAssertions.assertThat(page().locator("kotae-ask .turn")).hasCount(0);
    }

    /** Asks in the view that compares, and waits until both sides have ended. */
    void compare(String question) {
        open("#/compare");
        page().locator("kotae-compare textarea[name=question]").fill(question);
        page().keyboard().press("Enter");
        page().locator("kotae-compare kotae-vote").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    }
}

import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import 'kotae/preferences.js';
import { load, text } from 'kotae/text.js';
import './ask-view.js';
import './compare-view.js';
import './history-view.js';
import './models-view.js';
import './token-form.js';
import { connect, evalAddress, needsToken } from './service.js';
import { hasToken } from './token.js';

const VIEWS = ['ask', 'compare', 'models', 'history'];

/** The console: its head, and one of its four views. The others stay as they are meanwhile: a stream goes on, a question is not lost. */
class Console extends KotaeElement {
    static properties = {
        view: { state: true },
        tokenOpen: { state: true },
    };

    constructor() {
        super();
        this.view = here();
        this.tokenOpen = needsToken() && !hasToken();
        window.addEventListener('hashchange', () => this.#moved());
        document.addEventListener('kotae-token', () => this.requestUpdate());
        document.addEventListener('kotae-token-needed', () => { this.tokenOpen = true; });
    }

    render() {
        document.title = `${text(`view.${this.view}`)} – Kotae`;
        return html`
            <a class="skip" href="#content" @click=${this.#skip}>${text('page.skip')}</a>
            <header class="masthead">
                <a class="name" href="#/ask">Kotae <span lang="ja" class="quiet">答え</span></a>
                <nav aria-label=${text('view.all')}>
                    ${VIEWS.map(view => html`<a href="#/${view}" aria-current=${view === this.view ? 'page' : nothing}>
                        ${text(`view.${view}`)}</a>`)}
                    <a href=${evalAddress('/reports/')}>${text('page.reports')}</a>
                </nav>
                ${needsToken() || hasToken() ? html`<button type="button" class="plain quiet" aria-expanded=${this.tokenOpen}
                    @click=${() => { this.tokenOpen = !this.tokenOpen; }}>
                    ${text(hasToken() ? 'token.kept' : 'token.none')}</button>` : nothing}
                <kotae-preferences></kotae-preferences>
            </header>
            ${this.tokenOpen ? html`<kotae-token-form @closed=${() => { this.tokenOpen = false; }}></kotae-token-form>` : nothing}
            <main id="content" tabindex="-1">
                <kotae-ask ?hidden=${this.view !== 'ask'}></kotae-ask>
                <kotae-compare ?hidden=${this.view !== 'compare'}></kotae-compare>
                <kotae-models ?hidden=${this.view !== 'models'} .active=${this.view === 'models'}></kotae-models>
                <kotae-history ?hidden=${this.view !== 'history'} .active=${this.view === 'history'}></kotae-history>
            </main>`;
    }

    #skip(event) {
        event.preventDefault();
        this.querySelector('#content').focus();
    }

    async #moved() {
        this.view = here();
        await this.updateComplete;
        this.querySelector('main > :not([hidden]) h1')?.focus();
        scrollTo(0, 0);
    }
}

function here() {
    const name = location.hash.replace(/^#\//, '').split('/')[0];
    return VIEWS.includes(name) ? name : 'ask';
}

const shell = document.querySelector('kotae-console');
try {
    await Promise.all([load('console'), connect()]);
    customElements.define('kotae-console', Console);
} catch (failure) {
    // No catalogue, no words: both languages, and the browser's log for the rest
    shell.textContent = 'Kotae is not reachable; load the page again. Kotae に接続できません。ページを再読み込みしてください。';
    throw failure;
}

import { html } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';
import { hasToken, setToken } from './token.js';

/** Takes the reader's token or key for this tab. */
class TokenForm extends KotaeElement {
    render() {
        return html`<form class="token notice" @submit=${this.#submit}>
            <label for="token">${text('token.label')}</label>
            <input id="token" name="token" type="password" autocomplete="off" spellcheck="false" required>
            <button class="primary">${text('token.use')}</button>
            ${hasToken() ? html`<button type="button" @click=${this.#forget}>${text('token.forget')}</button>` : ''}
            <p class="quiet">${text('token.about')}</p>
        </form>`;
    }

    #submit(event) {
        event.preventDefault();
        setToken(event.target.elements.token.value.trim());
        this.#close();
    }

    #forget() {
        setToken(null);
        this.#close();
    }

    #close() {
        this.dispatchEvent(new CustomEvent('closed'));
    }
}

customElements.define('kotae-token-form', TokenForm);

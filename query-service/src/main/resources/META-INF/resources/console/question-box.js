import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';

/**
 * Where a question is written. Fires `ask` with the question, or `stop` while an answer is open. Enter sends, Shift+Enter breaks the
 * line; an Enter that ends the conversion of kana to kanji sends nothing. What it is given as `.line` stands quietly below.
 */
class QuestionBox extends KotaeElement {
    static properties = {
        busy: { type: Boolean },
        label: { type: String },
        line: { attribute: false },
        name: { type: String },
    };

    render() {
        return html`<form class="question-box" @submit=${this.#submit}>
            <label class="unseen" for=${this.name}>${this.label}</label>
            <textarea id=${this.name} name="question" rows="1" maxlength="4000" required placeholder=${this.label}
                @keydown=${this.#key}></textarea>
            ${this.busy
                ? html`<button type="button" class="stop" @click=${() => this.dispatchEvent(new CustomEvent('stop'))}>${text('ask.stop')}</button>`
                : html`<button class="primary">${text('ask.send')}</button>`}
        </form>
        ${this.line ?? nothing}`;
    }

    focus() {
        this.querySelector('textarea')?.focus();
    }

    /** Puts a text in, to be changed and sent. */
    fill(question) {
        this.querySelector('textarea').value = question;
        this.focus();
    }

    #key(event) {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
            event.preventDefault();
            if (!this.busy) {
                event.target.form.requestSubmit();
            }
        } else if (event.key === 'Escape' && this.busy) {
            this.dispatchEvent(new CustomEvent('stop'));
        }
    }

    #submit(event) {
        event.preventDefault();
        const field = event.target.elements.question;
        const question = field.value.trim();
        if (question && !this.busy) {
            field.value = '';
            this.dispatchEvent(new CustomEvent('ask', { detail: question }));
        }
    }
}

customElements.define('kotae-question', QuestionBox);

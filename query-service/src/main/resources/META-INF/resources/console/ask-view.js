import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';
import './answer-view.js';
import { begun, isOpen } from './answer.js';
import './choice-line.js';
import { choice } from './choice.js';
import './chunk-panel.js';
import { Conversation } from './conversation.js';
import './question-box.js';
import './rating-form.js';

/** Questions and their answers, one under the other; a further question follows up on those before. */
class AskView extends KotaeElement {
    #conversation = new Conversation(() => this.requestUpdate());

    render() {
        const { turns } = this.#conversation;
        const last = turns.at(-1);
        return html`
            <div class="column" @cite=${event => this.querySelector('kotae-chunk').open(event.detail)}>
                <h1 tabindex="-1" class=${turns.length ? 'unseen' : 'welcome'}>${text('ask.title')}</h1>
                ${turns.length ? nothing : html`<p class="quiet">${text('ask.intro')}</p>`}
                ${turns.map((answer, at) => html`<article class="turn" aria-label=${answer.question}>
                    <h2 class="question" tabindex="-1">${answer.question}</h2>
                    <kotae-answer .answer=${answer} @again=${() => this.#ask(answer.question, at)}></kotae-answer>
                    ${answer.state === 'completed' ? html`<kotae-rating .answerId=${answer.id}></kotae-rating>` : nothing}
                </article>`)}
                <div class=${turns.length ? 'asking follow' : 'asking'}>
                    <kotae-question name="question" ?busy=${Boolean(last && isOpen(last))}
                        label=${text(turns.length ? 'ask.follow' : 'ask.label')}
                        .line=${html`<div class="under">
                            <kotae-choice count="1"></kotae-choice>
                            ${turns.length ? html`<button type="button" class="link quiet" @click=${() => this.#anew()}>${text('ask.anew')}</button>` : nothing}
                        </div>`}
                        @ask=${event => this.#ask(event.detail)}
                        @stop=${() => this.#conversation.stop()}></kotae-question>
                </div>
                <p class="unseen" role="status">${last ? this.#said(last) : nothing}</p>
            </div>
            <kotae-chunk></kotae-chunk>`;
    }

    #said(answer) {
        switch (answer.state) {
            case 'waiting':
            case 'reading':
            case 'writing':
                return text('answer.waiting');
            case 'completed':
                return answer.noAnswer ? text('answer.none') : text('answer.done', { n: answer.citations.length });
            case 'stopped':
                return text('answer.stopped');
            default:
                return nothing; // a failure is an alert of its own
        }
    }

    async #ask(question, at = this.#conversation.turns.length) {
        const { model, collections } = choice();
        const asked = this.#conversation.ask(begun(question), at, { model, collections });
        await this.updateComplete;
        this.querySelectorAll('.turn')[at]?.scrollIntoView({ block: 'start' });
        await asked;
    }

    #anew() {
        this.#conversation.anew();
        this.querySelector('kotae-chunk').close();
        this.querySelector('kotae-question').focus();
    }
}

customElements.define('kotae-ask', AskView);

import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';
import { evalAddress, exchange } from './service.js';

const TRIES = 5;
const PAUSE_MILLIS = 1000;

/** The vote between two answers. The response to it, and nothing before, says which models wrote them: fires `voted` with that. */
class VoteForm extends KotaeElement {
    static properties = {
        /** The ids of both, in the order in which they are shown. */
        answers: { attribute: false },
        state: { state: true },
    };

    constructor() {
        super();
        this.state = { name: 'new' };
    }

    render() {
        const sending = this.state.name === 'sending';
        return html`<form class="vote" @submit=${event => event.preventDefault()}>
            <fieldset ?disabled=${sending}>
                <legend>${text('vote.question')}</legend>
                <div class="buttons">
                    <button type="button" @click=${() => this.#vote(this.answers[0])}>${text('vote.first')}</button>
                    <button type="button" @click=${() => this.#vote(null)}>${text('vote.tie')}</button>
                    <button type="button" @click=${() => this.#vote(this.answers[1])}>${text('vote.second')}</button>
                </div>
                <label class="unseen" for="vote-comment">${text('vote.comment')}</label>
                <textarea id="vote-comment" name="comment" rows="1" maxlength="4000" placeholder=${text('vote.comment')}></textarea>
            </fieldset>
            ${this.state.name === 'failed' ? html`<p class="wrong" role="alert">${text('vote.failed', { why: this.state.why })}</p>` : nothing}
        </form>`;
    }

    async #vote(preferred) {
        const comment = this.querySelector('textarea').value.trim();
        this.state = { name: 'sending' };
        try {
            const { models } = await this.#send({ answers: this.answers, preferred, ...comment ? { comment } : {} });
            this.dispatchEvent(new CustomEvent('voted', { detail: { preferred, models } }));
        } catch (problem) {
            this.state = { name: 'failed', why: problem.message };
        }
    }

    /** The vote is kept at once; who wrote the answers may be known a moment later, and the same vote again changes nothing. */
    async #send(vote) {
        for (let again = TRIES; ; again--) {
            try {
                return await exchange('POST', evalAddress('/api/votes'), vote);
            } catch (problem) {
                if (problem.code !== 'models-not-known-yet' || again === 0) {
                    throw problem;
                }
                await new Promise(resolve => setTimeout(resolve, PAUSE_MILLIS));
            }
        }
    }
}

customElements.define('kotae-vote', VoteForm);

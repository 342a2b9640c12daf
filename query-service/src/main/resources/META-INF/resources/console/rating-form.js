import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';
import { evalAddress, exchange } from './service.js';

const STARS = [1, 2, 3, 4, 5];
const GOOD = ['correct', 'complete', 'clear', 'well-cited'];
const BAD = ['wrong', 'incomplete', 'unclear', 'badly-cited', 'outdated'];
/** Arrow keys pass over stars on the way to the one that is meant. */
const SETTLING_MILLIS = 700;

/** Stars for an answer, then why; a later rating replaces the earlier one. */
class RatingForm extends KotaeElement {
    static properties = {
        answerId: { attribute: false },
        stars: { state: true },
        state: { state: true },
    };

    #settling = 0;

    constructor() {
        super();
        this.stars = 0;
        this.state = { name: 'new' };
    }

    render() {
        return html`<form class="rating" @submit=${event => { event.preventDefault(); this.#send(); }}>
            <fieldset class="stars">
                <legend class="quiet">${text('rating.question')}</legend>
                ${STARS.map(n => html`<label class=${n <= this.stars ? 'lit' : ''}>
                    <input type="radio" class="unseen" name="stars" value=${n} .checked=${n === this.stars}
                        @change=${() => this.#choose(n)}>
                    <span aria-hidden="true">★</span>
                    <span class="unseen">${n === 1 ? text('stars.one') : text('stars.many', { n })}</span>
                </label>`)}
                <span class="quiet" role="status">${this.#said()}</span>
            </fieldset>
            ${this.stars ? html`
                <fieldset class="reasons">
                    <legend class="unseen">${text('rating.reasons')}</legend>
                    ${(this.stars > 3 ? GOOD : BAD).map(reason => html`<label class="quiet">
                        <input type="checkbox" name="reason" value=${reason}> ${text(`reason.${reason}`)}</label>`)}
                </fieldset>
                <label class="unseen" for="comment-${this.answerId}">${text('rating.comment')}</label>
                <textarea id="comment-${this.answerId}" name="comment" rows="2" maxlength="4000"
                    placeholder=${text('rating.comment')}></textarea>
                <button ?disabled=${this.state.name === 'sending'}>${text('rating.send')}</button>` : nothing}
        </form>`;
    }

    #said() {
        switch (this.state.name) {
            case 'sending': return text('rating.sending');
            case 'kept': return text('rating.kept');
            case 'failed': return html`<span class="wrong">${text('rating.failed', { why: this.state.why })}</span>`;
            default: return nothing;
        }
    }

    #choose(stars) {
        this.stars = stars;
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => this.#send(), SETTLING_MILLIS);
    }

    async #send() {
        clearTimeout(this.#settling);
        const form = this.querySelector('form');
        const reasons = new FormData(form).getAll('reason');
        const comment = form.elements.comment?.value.trim();
        this.state = { name: 'sending' };
        try {
            await exchange('PUT', evalAddress(`/api/ratings/${encodeURIComponent(this.answerId)}`), {
                stars: this.stars,
                ...reasons.length ? { reasons } : {},
                ...comment ? { comment } : {},
            });
            this.state = { name: 'kept' };
        } catch (problem) {
            this.state = { name: 'failed', why: problem.message };
        }
    }
}

customElements.define('kotae-rating', RatingForm);

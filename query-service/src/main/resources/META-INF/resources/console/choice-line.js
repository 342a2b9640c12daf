import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { number, text } from 'kotae/text.js';
import { nameOf, readCollections, readModels } from './catalogue.js';
import { choice, choose } from './choice.js';

/** The quiet line under a question box: which model (or which two) answers, from which collections. */
class ChoiceLine extends KotaeElement {
    static properties = {
        /** 1, or 2 where two models are compared. */
        count: { type: Number },
        models: { state: true },
        collections: { state: true },
        problem: { state: true },
    };

    #anew = () => this.#read();

    connectedCallback() {
        super.connectedCallback();
        document.addEventListener('kotae-token', this.#anew);
        document.addEventListener('kotae-choice', this.#anew);
        this.#read();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        document.removeEventListener('kotae-token', this.#anew);
        document.removeEventListener('kotae-choice', this.#anew);
    }

    async #read() {
        try {
            [this.models, this.collections] = await Promise.all([readModels(), readCollections()]);
            this.problem = null;
            this.requestUpdate();
        } catch (problem) {
            this.problem = problem;
            if (problem.status === 401) {
                document.dispatchEvent(new CustomEvent('kotae-token-needed'));
            }
        }
    }

    render() {
        if (this.problem) {
            return html`<p class="quiet line"><span class="wrong">${this.problem.message}</span>
                <button type="button" class="link" @click=${() => this.#read()}>${text('state.retry')}</button></p>`;
        }
        if (!this.models) {
            return html`<p class="quiet line">${text('state.loading')}</p>`;
        }
        const chosen = choice();
        return html`<div class="quiet line">
            ${this.count === 2
                ? html`${this.#select(text('choice.first'), chosen.pair[0], model => this.#pair(0, model), text('choice.chance'))}
                    ${this.#select(text('choice.second'), chosen.pair[1], model => this.#pair(1, model), text('choice.chance'))}`
                : this.#select(text('choice.model'), chosen.model, model => choose({ model }), text('choice.default'))}
            ${this.#collections(chosen.collections)}
        </div>`;
    }

    #select(label, chosen, set, none) {
        const usable = this.models.filter(model => model.state !== 'gone');
        return html`<label><span>${label}</span>
            <select class="plain" @change=${event => { set(event.target.value || null); this.requestUpdate(); }}>
                <option value="" ?selected=${!chosen}>${none}</option>
                ${usable.map(model => html`<option value=${model.id} ?selected=${model.id === chosen}>
                    ${nameOf(model)}${model.state === 'failing' ? ` (${text('model.state.failing')})` : ''}</option>`)}
            </select></label>`;
    }

    #pair(at, model) {
        const pair = [...choice().pair];
        pair[at] = model;
        choose({ pair });
    }

    #collections(chosen) {
        if (!this.collections.length) {
            return html`<span>${text('choice.no-collections')}</span>`;
        }
        const known = chosen.filter(name => this.collections.some(collection => collection.name === name));
        return html`<details class="menu" @keydown=${closeByEscape} @focusout=${closeWhenLeft}>
            <summary>${text('choice.collections')} <span class="value">${known.length ? known.join(', ') : text('choice.all')}</span></summary>
            <fieldset>
                <legend class="unseen">${text('choice.collections')}</legend>
                ${this.collections.map(({ name, documents }) => html`<label>
                    <input type="checkbox" .checked=${known.includes(name)} @change=${event => this.#toggle(name, event.target.checked)}>
                    ${name} <span class="count">${text('choice.documents', { n: number(documents) })}</span></label>`)}
                ${known.length ? html`<button type="button" class="link" @click=${() => { choose({ collections: [] }); this.requestUpdate(); }}>
                    ${text('choice.all')}</button>` : nothing}
            </fieldset>
        </details>`;
    }

    #toggle(name, wanted) {
        const others = choice().collections.filter(other => other !== name);
        choose({ collections: wanted ? [...others, name] : others });
        this.requestUpdate();
    }
}

function closeByEscape(event) {
    if (event.key === 'Escape') {
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary').focus();
    }
}

function closeWhenLeft(event) {
    if (!event.currentTarget.contains(event.relatedTarget)) {
        event.currentTarget.open = false;
    }
}

customElements.define('kotae-choice', ChoiceLine);

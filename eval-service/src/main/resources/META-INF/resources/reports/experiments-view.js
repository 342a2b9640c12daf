import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { moment, number, text } from 'kotae/text.js';
import './experiment-report.js';
import { experiments, read } from './service.js';

const AGAIN_MILLIS = 3000;

/** All experiments, or one of them with its report; read again while something runs. */
class Experiments extends KotaeElement {
    static properties = {
        chosen: { attribute: false },
        listed: { state: true },
        report: { state: true },
        problem: { state: true },
    };

    #timer;

    willUpdate(changed) {
        if (changed.has('chosen')) {
            this.report = this.listed = null;
            this.#read();
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearTimeout(this.#timer);
    }

    async #read(method = 'GET', change = '') {
        const { chosen } = this;
        clearTimeout(this.#timer);
        try {
            const found = await read(experiments(chosen ? `/${encodeURIComponent(chosen)}${change}` : ''), { method });
            if (chosen !== this.chosen || !this.isConnected) {
                return;
            }
            this.problem = null;
            if (chosen) {
                this.report = found;
            } else {
                this.listed = found.experiments;
            }
            if ((chosen ? [found] : found.experiments).some(({ state }) => state === 'running')) {
                this.#timer = setTimeout(() => this.#read(), AGAIN_MILLIS);
            }
        } catch (problem) {
            this.problem = problem;
        }
    }

    render() {
        if (this.problem) {
            return this.problem.status === 403 ? html`<p class="notice">${text('experiments.forbidden')}</p>`
                : html`<div class="notice wrong" role="alert"><p><strong>${text('state.failed')}</strong> ${this.problem.message}</p>
                    <button type="button" @click=${() => this.#read()}>${text('state.retry')}</button></div>`;
        }
        if (this.chosen) {
            return html`<p><a href="#/experiments">${text('experiments.all')}</a></p>
                ${this.report ? html`<kotae-experiment .report=${this.report}></kotae-experiment>
                    ${this.report.state === 'running' ? html`<button type="button" @click=${() => this.#read('POST', '/cancel')}>${text('experiments.cancel')}</button>` : nothing}`
                    : this.#loading()}`;
        }
        return !this.listed ? this.#loading()
            : this.listed.length ? this.#table()
            : html`<p class="notice"><strong>${text('experiments.none')}</strong> ${text('experiments.none.how')}</p>`;
    }

    #loading() {
        return html`<p class="quiet" role="status">${text('state.loading')}</p>`;
    }

    #table() {
        return html`<div class="wide" tabindex="0" role="region" aria-label=${text('experiments.title')}><table>
            <caption>${text('experiments.about')}</caption>
            <thead><tr>
                <th scope="col">${text('experiments.experiment')}</th>
                <th scope="col">${text('experiments.state')}</th>
                <th scope="col" class="number">${text('experiments.asked')}</th>
                <th scope="col">${text('experiments.baseline')}</th>
                <th scope="col">${text('experiments.candidate')}</th>
                <th scope="col">${text('experiments.judge')}</th>
                <th scope="col">${text('experiments.begun')}</th>
            </tr></thead>
            <tbody>${this.listed.map(one => html`<tr>
                <th scope="row"><a href="#/experiments/${one.id}">${one.id}</a></th>
                <td>${text(`experiments.state.${one.state}`)}</td>
                <td class="number">${text('experiments.progress', { asked: number(one.asked + one.gone), drawn: number(one.drawn) })}</td>
                <td>${one.baseline.settings.model}</td>
                <td>${one.candidate.settings.model}</td>
                <td>${one.judge ? text(`experiments.trust.${one.judge.trust.status}`) : '–'}</td>
                <td>${moment(one.at)}</td>
            </tr>`)}</tbody></table></div>`;
    }
}

customElements.define('kotae-experiments', Experiments);

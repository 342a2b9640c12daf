import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import 'kotae/preferences.js';
import { load, moment, number, text } from 'kotae/text.js';
import './answers-view.js';
import './chart.js';
import './experiments-view.js';
import './leaderboard.js';
import './pareto.js';
import './slices-view.js';
import { curves, days, distribution } from './charts.js';
import { FILTERS, addressOf, place } from './place.js';
import { address, read, save, setToken } from './service.js';

const ORIGINS = ['', 'own', 'any', 'demo'];
const FORMATS = { html: 'HTML', csv: 'CSV', md: 'Markdown', json: 'JSON' };

/** The analysts' page: who is better, how sure that is, for whom, at what latency and cost. */
class Reports extends KotaeElement {
    static properties = {
        here: { state: true },
        report: { state: true },
        days: { state: true },
        latencies: { state: true },
        pinnedLink: { state: true },
        problem: { state: true },
    };

    constructor() {
        super();
        this.#moved();
        window.addEventListener('hashchange', () => this.#moved());
    }

    #moved() {
        this.here = place();
        this.pinnedLink = null;
        this.#read();
    }

    async #read() {
        const { pinned, experiments, filter } = this.here;
        this.report = this.days = this.latencies = null;
        if (experiments) {
            this.problem = null;
            return;
        }
        try {
            this.problem = null;
            if (pinned) {
                this.report = await read(address(`pinned/${encodeURIComponent(pinned)}`));
                return;
            }
            const [report, byDay, changes, latencies] = await Promise.all([
                read(address('models', filter)),
                read(address('slices', { ...filter, by: 'day' })),
                read(address('changes', filter)),
                read(address('latencies', filter)),
            ]);
            if (this.here.filter === filter) {
                this.report = report;
                this.days = { rows: byDay.rows, changes: changes.changes };
                this.latencies = latencies;
            }
        } catch (problem) {
            this.problem = problem;
        }
    }

    render() {
        const { experiments } = this.here;
        document.title = `${text(experiments ? 'page.experiments' : 'page.reports')} – Kotae`;
        return html`
            <a class="skip" href="#content" @click=${this.#skip}>${text('page.skip')}</a>
            <header class="masthead">
                <a class="name" href="#/now">Kotae <span lang="ja" class="quiet">答え</span></a>
                <nav aria-label=${text('page.reports')}>
                    <a href="#/now" aria-current=${experiments ? nothing : 'page'}>${text('page.reports')}</a>
                    <a href="#/experiments" aria-current=${experiments ? 'page' : nothing}>${text('page.experiments')}</a>
                </nav>
                <kotae-preferences></kotae-preferences>
            </header>
            <main id="content" tabindex="-1">
                ${experiments ? html`<h1>${text('experiments.title')}</h1>
                    <kotae-experiments .chosen=${this.here.experiment}></kotae-experiments>` : this.#reports()}
            </main>`;
    }

    #reports() {
        return html`<h1>${text('reports.title')}</h1>
            ${this.here.pinned ? this.#pinnedNotice() : this.#filters()}
            ${this.problem ? this.#failed() : this.report ? this.#content() : html`<p class="quiet" role="status">${text('state.loading')}</p>`}`;
    }

    #pinnedNotice() {
        return html`<p class="notice">${text('reports.pinned.is', { time: this.report ? moment(this.report.asOf) : '…' })}
            ${this.report ? html`<span class="quiet">${Object.entries(this.report.filter).map(([name, value]) => `${name} ${value}`).join(', ')}</span>` : nothing}
            <a href="#/now">${text('reports.live')}</a></p>`;
    }

    #filters() {
        const { filter } = this.here;
        return html`<form class="filters" aria-label=${text('reports.filters')} @submit=${this.#show}>
            ${['collection', 'language', 'from', 'to', 'model'].map(name => html`<label>${text(`reports.${name}`)}
                <input name=${name} type=${name === 'from' || name === 'to' ? 'date' : 'text'} .value=${filter[name]}
                    size=${name === 'language' ? 4 : 14} autocomplete="off"></label>`)}
            <label>${text('reports.origin')}
                <select name="origin">
                    ${ORIGINS.map(origin => html`<option value=${origin} ?selected=${origin === filter.origin}>
                        ${text(`reports.origin.${origin || 'default'}`)}</option>`)}
                    ${ORIGINS.includes(filter.origin) ? nothing : html`<option value=${filter.origin} selected>${filter.origin}</option>`}
                </select></label>
            <button class="primary">${text('reports.show')}</button>
        </form>`;
    }

    #failed() {
        if (this.problem.status === 401) {
            return html`<form class="notice" @submit=${this.#token}>
                <label>${text('reports.token')} <input name="token" type="password" autocomplete="off" required></label>
                <button class="primary">${text('reports.token.use')}</button></form>`;
        }
        return html`<div class="notice wrong" role="alert"><p><strong>${text('state.failed')}</strong> ${this.problem.message}</p>
            <button type="button" @click=${() => this.#read()}>${text('state.retry')}</button></div>`;
    }

    #content() {
        const { report } = this;
        if (!report.models.length) {
            return html`<p class="notice"><strong>${text('reports.none')}</strong> ${text('reports.none.how')}</p>`;
        }
        const { filter, pinned } = this.here;
        const base = pinned ? `pinned/${pinned}` : 'models';
        const query = pinned ? {} : filter;
        const csv = address(base, { ...query, format: 'csv' });
        return html`
            <p class="verdict" role="status">${this.#verdict(report.recommendation)}</p>
            <p class="quiet">${text('reports.asof', { time: moment(report.asOf) })} · ${text('reports.formats')}
                ${Object.entries(FORMATS).map(([format, name]) => {
                    const link = address(base, { ...query, format });
                    return html` <a href=${link} @click=${event => this.#save(event, link, `report.${format}`)}>${name}</a>`;
                })}
                ${pinned ? nothing : html` · <button type="button" class="link" @click=${this.#pin}>${text('reports.pin')}</button>`}</p>
            ${this.pinnedLink ? html`<p class="notice" role="status">${text('reports.pinned')} <a href=${this.pinnedLink}>${new URL(this.pinnedLink, location).href}</a></p>` : nothing}
            <h2>${text('reports.leaderboard')} <a class="quiet" href=${csv} @click=${event => this.#save(event, csv, 'models.csv')}>${text('reports.csv')}</a></h2>
            <kotae-leaderboard .report=${report}></kotae-leaderboard>
            ${report.votes ? this.#votes(report.votes) : nothing}
            <h2>${text('reports.pareto')}</h2>
            <kotae-pareto .standings=${report.standings}></kotae-pareto>
            <div class="charts">
                <kotae-chart heading=${text('reports.distribution')} csv=${csv} .options=${distribution(report.models)}></kotae-chart>
                ${this.days ? html`<kotae-chart heading=${text('reports.days')} about=${text('reports.days.about')}
                    csv=${address('slices', { ...filter, by: 'day', format: 'csv' })} .options=${days(this.days.rows, this.days.changes)}></kotae-chart>` : nothing}
                ${this.latencies?.curves.length ? html`<kotae-chart heading=${text('reports.curves')} about=${text('reports.curves.about')}
                    csv=${address('latencies', { ...filter, format: 'csv' })} .options=${curves(this.latencies)}></kotae-chart>` : nothing}
            </div>
            ${pinned ? nothing : html`<kotae-slices .filter=${filter}></kotae-slices><kotae-answers .filter=${filter}></kotae-answers>`}`;
    }

    #verdict(recommendation) {
        const { decision, model, revision, over, overRevision, between, furtherRatings, forProduction, overBudget, oneUser } = recommendation;
        const name = (id, version) => version ? `${id} (${version})` : id;
        if (decision === 'better') {
            return html`<strong>${text('reports.better', { model: name(model, revision), over: name(over, overRevision) })}</strong>
                ${forProduction ? text('reports.production')
                    : text('reports.no-production', { what: overBudget.map(what => text(`reports.budget.${what}`)).join(', ') })}`;
        }
        if (!between) {
            return html`<strong>${text('reports.undecided.few')}</strong>`;
        }
        const [one, other] = between;
        if (decision === 'equivalent') {
            return html`<strong>${text('reports.equivalent', { one, other })}</strong>`;
        }
        return html`<strong>${text('reports.undecided', { one, other })}</strong>
            ${oneUser ? text('reports.one-user') : furtherRatings ? text('reports.further', { n: number(furtherRatings) }) : text('reports.further.unknown')}`;
    }

    #votes({ orderEffect, estimate }) {
        return html`<p class="quiet">${orderEffect ? text('reports.order', { value: number(orderEffect.strength, 2),
            low: number(orderEffect.low, 2), high: number(orderEffect.high, 2) }) : nothing}
            ${estimate === 'maximum-likelihood' ? nothing : text('reports.penalised')}</p>`;
    }

    #show(event) {
        event.preventDefault();
        const values = new FormData(event.target);
        const target = addressOf(Object.fromEntries(FILTERS.map(name => [name, values.get(name) ?? ''])));
        if (location.hash === target) {
            this.#read();
        } else {
            location.hash = target;
        }
    }

    #token(event) {
        event.preventDefault();
        setToken(new FormData(event.target).get('token').trim());
        this.#read();
    }

    async #pin() {
        try {
            this.pinnedLink = (await read(address('pinned', this.here.filter), { method: 'POST' })).page;
        } catch (problem) {
            this.problem = problem;
        }
    }

    #save(event, link, name) {
        event.preventDefault();
        save(link, name).catch(problem => { this.problem = problem; });
    }

    #skip(event) {
        event.preventDefault();
        this.querySelector('#content').focus();
    }
}

const shell = document.querySelector('kotae-reports');
try {
    await load('reports');
    customElements.define('kotae-reports', Reports);
} catch (failure) {
    shell.textContent = 'Kotae is not reachable; load the page again. Kotae に接続できません。ページを再読み込みしてください。';
    throw failure;
}

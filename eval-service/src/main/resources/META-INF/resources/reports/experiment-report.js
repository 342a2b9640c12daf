import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { duration, moment, number, percent, text } from 'kotae/text.js';
import { differences, share } from './differences.js';
import './judge-report.js';
import { experiments, read } from './service.js';

/** How much worse a share may be, as the gate takes it where nothing is said. */
const MARGIN = 0.1;

/** An experiment's paired report: the gate in words, the differences with their intervals, both settings, slices, the judge. */
class ExperimentReport extends KotaeElement {
    static properties = {
        report: { attribute: false },
        gate: { state: true },
    };

    willUpdate(changed) {
        if (changed.has('report')) {
            this.#ask();
        }
    }

    async #ask() {
        const { id } = this.report;
        try {
            this.gate = await read(experiments(`/${encodeURIComponent(id)}/gate?margin=${MARGIN}`));
        } catch (problem) {
            // A gate that is not open is told as a problem with the gate in it
            this.gate = problem.body?.gate ?? null;
        }
    }

    render() {
        const { report, gate } = this;
        return html`
            <h2>${report.id}</h2>
            <p class="quiet">${text(`experiments.state.${report.state}`)}${report.reason ? `: ${report.reason}` : ''} ·
                ${text('experiments.progress.long', { asked: number(report.asked), drawn: number(report.drawn), gone: number(report.gone) })} ·
                ${text(`experiments.retrieval.${report.retrieval}`)} ·
                ${text('experiments.by', { user: report.by, time: moment(report.at) })}</p>
            ${gate ? html`<p class="verdict" role="status"><strong>${text(`experiments.gate.${gate.decision}`, { margin: percent(MARGIN) })}</strong>
                ${this.#further(gate)}</p>` : nothing}
            <h3>${text('experiments.differences')}</h3>
            ${differences(report.differences, text('experiments.differences.about'))}
            <h3>${text('experiments.both')}</h3>
            ${this.#arms()}
            <p><a href="#/now?origin=${report.origin}">${text('experiments.answers')}</a></p>
            ${report.slices.length ? html`<h3>${text('experiments.slices')}</h3>
                <p class="quiet">${text('experiments.slices.about')}</p>
                ${report.slices.map(slice => html`<h4>${text(`reports.by.${slice.by}`)}: ${slice.name}
                    <span class="quiet">${text('experiments.questions', { n: number(slice.asked) })}</span></h4>
                    ${differences(slice.differences, nothing, `${slice.by} ${slice.name}`)}`)}` : nothing}
            ${report.judge ? html`<kotae-judge .judge=${report.judge}></kotae-judge>` : nothing}`;
    }

    #further({ decision, measures }) {
        const further = Math.max(0, ...measures.map(measure => measure.furtherQuestions ?? 0));
        return decision === 'undecided' && further ? text('experiments.gate.further', { n: number(further) }) : nothing;
    }

    #arms() {
        const arms = ['baseline', 'candidate'].map(name => ({ name, ...this.report[name] }));
        return html`<div class="wide" tabindex="0" role="region" aria-label=${text('experiments.both')}><table>
            <thead><tr>
                <th scope="col"></th>
                <th scope="col">${text('reports.model')}</th>
                <th scope="col">${text('experiments.measure.answered')}</th>
                <th scope="col">${text('experiments.measure.grounded')}</th>
                <th scope="col" class="number">${text('experiments.not-found')}</th>
                <th scope="col" class="number">${text('experiments.failed')}</th>
                <th scope="col" class="number">${text('reports.first')}</th>
                <th scope="col" class="number">${text('reports.total')}</th>
                <th scope="col">${text('experiments.cost')}</th>
            </tr></thead>
            <tbody>${arms.map(arm => html`<tr>
                <th scope="row">${text(`experiments.${arm.name}`)}</th>
                <td>${(arm.models.length ? arm.models : [arm.settings.model]).join(', ')}${arm.settings.prompts || arm.settings.maxChunks
                    ? html`<span class="quiet cell">${arm.settings.prompts ? text('experiments.own-prompt') : nothing}
                        ${arm.settings.maxChunks ? text('experiments.chunks', { n: number(arm.settings.maxChunks) }) : nothing}</span>` : nothing}</td>
                <td>${share(arm.answered)}</td>
                <td>${share(arm.grounded)}</td>
                <td class="number">${number(arm.noAnswers)}</td>
                <td class="number">${number(arm.failed)}</td>
                <td class="number">${arm.firstTokenMillis ? duration(arm.firstTokenMillis.p95) : '–'}</td>
                <td class="number">${arm.totalMillis ? duration(arm.totalMillis.p95) : '–'}</td>
                <td>${arm.cost ? Object.entries(arm.cost).map(([currency, amount]) => `${number(amount, 4)} ${currency}`).join(' + ') : '–'}</td>
            </tr>`)}</tbody></table></div>`;
    }
}

customElements.define('kotae-experiment', ExperimentReport);

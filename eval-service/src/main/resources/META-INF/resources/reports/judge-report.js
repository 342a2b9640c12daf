import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import 'kotae/interval-bar.js';
import { number, percent, text } from 'kotae/text.js';
import { differences, share } from './differences.js';

const CATEGORIES = ['first', 'tie', 'second'];

/** What an experiment's judge said, whether that counts, and why. Apart from what people said. */
class Judge extends KotaeElement {
    static properties = { judge: { attribute: false } };

    render() {
        const { judge } = this;
        const { calibration, position } = judge;
        return html`<section>
            <h3>${text('experiments.judge')}: ${(judge.models.length ? judge.models : [judge.settings.model]).join(', ')}</h3>
            <p class="verdict">${this.#trust()}</p>
            ${judge.preferred ? differences([judge.preferred], text('experiments.judge.about'), text('experiments.judge')) : nothing}
            <div class="wide" tabindex="0" role="region" aria-label=${text('experiments.judge.people')}><table>
                <caption>${text('experiments.judge.people')}</caption>
                <tbody>
                    ${calibration.kappa === undefined ? nothing : html`<tr><th scope="row">${text('experiments.kappa')}</th>
                        <td><kotae-interval .min=${-1} .max=${1} .origin=${0.6} .low=${calibration.low} .high=${calibration.high} .value=${calibration.kappa}
                            ?undecided=${judge.trust.status !== 'calibrated'} label=${this.#kappa()}></kotae-interval> <span class="number">${this.#kappa()}</span></td></tr>`}
                    <tr><th scope="row">${text('experiments.pairs')}</th>
                        <td>${text('experiments.pairs.of', { pairs: number(calibration.pairs), users: number(calibration.users), drawn: number(calibration.drawn) })}</td></tr>
                    ${calibration.agreement === undefined ? nothing : html`<tr><th scope="row">${text('experiments.agreement')}</th><td>${percent(calibration.agreement, 1)}</td></tr>`}
                    <tr><th scope="row">${text('experiments.flipped')}</th>
                        <td>${share(position.flipped)}<span class="quiet cell">${text('experiments.flipped.where', { first: number(position.first), second: number(position.second), wavered: number(position.wavered) })}</span></td></tr>
                    <tr><th scope="row">${text('experiments.unreadable')}</th><td>${number(calibration.unreadable + judge.unreadable)}</td></tr>
                    <tr><th scope="row">${text('experiments.judge.failed')}</th><td>${number(calibration.failed + judge.failed)}</td></tr>
                </tbody></table></div>
            ${calibration.pairs ? this.#table() : nothing}
        </section>`;
    }

    #trust() {
        const { trust, calibration } = this.judge;
        const values = { judged: number(calibration.judged), drawn: number(calibration.drawn), pairs: number(calibration.pairs),
            users: number(calibration.users), kappa: this.#kappa(), more: number(trust.furtherVotes ?? 0) };
        if (trust.status === 'calibrating') {
            return text('experiments.calibrating', values);
        }
        return trust.status === 'calibrated' ? html`<strong>${text('experiments.trusted', values)}</strong>`
            : html`<strong>${text(`experiments.trust.${trust.status}`)}.</strong> ${text(`experiments.trust.${trust.code}`, values)}`;
    }

    #kappa() {
        const { kappa, low, high } = this.judge.calibration;
        return kappa === undefined ? '–' : `${number(kappa, 2)} (${number(low, 2)} – ${number(high, 2)})`;
    }

    #table() {
        return html`<div class="wide" tabindex="0" role="region" aria-label=${text('experiments.table')}><table>
            <caption>${text('experiments.table')}</caption>
            <thead><tr><td></td>${CATEGORIES.map(name => html`<th scope="col" class="number">${text(`experiments.judge.${name}`)}</th>`)}</tr></thead>
            <tbody>${CATEGORIES.map((name, row) => html`<tr><th scope="row">${text(`experiments.people.${name}`)}</th>
                ${CATEGORIES.map((other, column) => html`<td class="number">${number(this.judge.calibration.table[row][column])}</td>`)}</tr>`)}</tbody>
        </table></div>`;
    }
}

customElements.define('kotae-judge', Judge);

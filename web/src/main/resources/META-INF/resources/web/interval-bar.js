import { html, svg } from 'lit';
import { KotaeElement } from './element.js';

const WIDTH = 160;
const HEIGHT = 14;
const MIDDLE = HEIGHT / 2;

/**
 * An estimate with its interval on a scale that neighbouring bars share:
 * `<kotae-interval .min=${1} .max=${5} .low=${3.2} .high=${4.1} .value=${3.7} label="3.7 (3.2–4.1)"></kotae-interval>`.
 * `label` is what a screen reader says. `undecided` greys it; without `low` and `high` only the scale is drawn.
 */
class IntervalBar extends KotaeElement {
    static properties = {
        min: { type: Number },
        max: { type: Number },
        low: { type: Number },
        high: { type: Number },
        value: { type: Number },
        /** A value that is marked on the scale, such as 0 for differences. */
        origin: { type: Number },
        label: { type: String },
        undecided: { type: Boolean, reflect: true },
    };

    render() {
        return html`<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${this.label ?? ''}>
            <line class="scale" x1="0" x2=${WIDTH} y1=${MIDDLE} y2=${MIDDLE} />
            ${this.#known(this.origin) ? svg`<line class="origin" x1=${this.#x(this.origin)} x2=${this.#x(this.origin)} y1="0" y2=${HEIGHT} />` : ''}
            ${this.#known(this.low) && this.#known(this.high) ? svg`<rect class="span" x=${this.#x(this.low)} y=${MIDDLE - 3}
                width=${Math.max(1, this.#x(this.high) - this.#x(this.low))} height="6" rx="1" />` : ''}
            ${this.#known(this.value) ? svg`<line class="value" x1=${this.#x(this.value)} x2=${this.#x(this.value)} y1="1" y2=${HEIGHT - 1} />` : ''}
        </svg>`;
    }

    #known(number) {
        return Number.isFinite(number);
    }

    #x(number) {
        const share = (number - this.min) / (this.max - this.min);
        return Math.round(10 * WIDTH * Math.min(1, Math.max(0, share))) / 10;
    }
}

customElements.define('kotae-interval', IntervalBar);

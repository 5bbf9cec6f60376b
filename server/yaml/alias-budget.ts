// How often aliases may repeat what a document says before kubectl refuses it.

/** Up to so many nodes nearly all may come from aliases, from so many on only one in ten. */
const SMALL = 400_000;
const LARGE = 4_000_000;
const SHARE_OF_SMALL = 0.99;
const SHARE_OF_LARGE = 0.1;

/**
 * Counts the nodes that kubectl decodes of one document, in its order.
 * Source: sigs.k8s.io/yaml goyaml.v2/decode.go allowedAliasRatio and (*decoder).unmarshal, v1.4.
 * Differs: it is asked after each alias, there after each node.
 */
export class AliasBudget {
  #nDecoded = 0;
  #nRepeated = 0;

  /** One more node of the text. */
  addNode(): void {
    this.#nDecoded++;
  }

  /** An alias that repeats so many nodes; false when that is more than kubectl takes. */
  addRepeated(nNodes: number): boolean {
    this.#nDecoded += nNodes;
    this.#nRepeated += nNodes;
    if (this.#nRepeated <= 100 || this.#nDecoded <= 1000) return true;
    return this.#nRepeated / this.#nDecoded <= allowedShare(this.#nDecoded);
  }
}

function allowedShare(nDecoded: number): number {
  const fall = (nDecoded - SMALL) / (LARGE - SMALL);
  const between = Math.min(1, Math.max(0, fall));
  return SHARE_OF_SMALL - (SHARE_OF_SMALL - SHARE_OF_LARGE) * between;
}

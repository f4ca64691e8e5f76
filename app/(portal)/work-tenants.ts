/** The tenant that a page, or the work in it, is of. */
export interface WorkTenant {
  readonly id: string;
  readonly name: string;
}

/** Which tenant a page is of, by what is on it: the frame around it, and the work in it. */
export class WorkTenants {
  readonly #claims: WorkTenant[] = [];
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** What came first and is still there, for work stays where it was begun. */
  get current(): WorkTenant | null {
    return this.#claims[0] ?? null;
  }

  /** Something on the page is of this tenant. Returns how to say that it no longer is. */
  claim(tenant: WorkTenant): () => void {
    this.#claims.push(tenant);
    this.#onChange();
    return () => {
      this.#claims.splice(this.#claims.indexOf(tenant), 1);
      this.#onChange();
    };
  }
}

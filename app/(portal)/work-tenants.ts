/** The tenant of a page, or of the work on it. */
export interface WorkTenant {
  readonly id: string;
  readonly name: string;
}

/** Finds a page's tenant from what is on it: the frame around it, and the work in it. */
export class WorkTenants {
  readonly #claims: WorkTenant[] = [];
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The earliest claim that is still there, because work stays with the tenant it was begun for. */
  get current(): WorkTenant | null {
    return this.#claims[0] ?? null;
  }

  /** Declares that something on the page belongs to this tenant. Returns how to withdraw that. */
  claim(tenant: WorkTenant): () => void {
    this.#claims.push(tenant);
    this.#onChange();
    return () => {
      this.#claims.splice(this.#claims.indexOf(tenant), 1);
      this.#onChange();
    };
  }
}

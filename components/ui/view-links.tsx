import Link from "next/link";

export interface ViewLinksProps {
  /** What the links choose between. */
  label: string;
  links: readonly { readonly href: string; readonly name: string; readonly isCurrent: boolean }[];
}

/** Chooses among the views of a page; the choice is in the address. */
export function ViewLinks({ label, links }: ViewLinksProps) {
  return (
    <nav aria-label={label} className="mb-4 flex gap-2 print:hidden">
      {links.map(({ href, name, isCurrent }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent ? "page" : undefined}
          className="touch-target rounded-md border border-border px-3 py-1 text-text-muted hover:bg-surface-hover hover:text-text aria-[current=page]:border-transparent aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent aria-[current=page]:forced-chosen"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

import "../../ui/styles/directory.css";
import { Building2, ChevronRight } from "lucide-react";
import { Link } from "wouter";

export function UnitLinks({ units }: { units: readonly { readonly id: number; readonly name: string }[] }) {
  return (
    <ul className="units">
      {units.map((unit) => (
        <li key={unit.id}>
          <Link className="row row--dense row--pick" href={`/directory/${unit.id}`}>
            <Building2 className="i dim" aria-hidden="true" />
            <span className="place__name">{unit.name}</span>
            <ChevronRight className="i i--s dimmer" aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

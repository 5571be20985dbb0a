import "../../ui/styles/directory.css";
import { t } from "@lingui/core/macro";
import { Building2 } from "lucide-react";
import { useState } from "react";
import type { FoundUnit } from "../../core";
import { Search } from "../../ui/Search";
import { useFound } from "./useFound";

interface UnitPickerProps {
  label: string;
  organisation: number;
  /** Who cannot be chosen. */
  without?: number | undefined;
  onChoose: (unit: FoundUnit) => void;
}

/** Finds a unit of an organisation by name. */
export function UnitPicker({ label, organisation, without, onChoose }: UnitPickerProps) {
  const [query, setQuery] = useState("");
  const { value, error, wanted } = useFound(query, organisation);
  const units = (value?.units ?? []).filter((unit) => unit.id !== without);
  const hint =
    wanted.length < 2 ? t`Введите две буквы названия` : value && units.length === 0 ? t`Ничего не нашлось` : undefined;
  return (
    <div className="stack">
      <Search label={label} clearLabel={t`Очистить`} value={query} data-first="" onChange={setQuery} />
      <p className="t1 dimmer" aria-live="polite">
        {error ?? hint}
      </p>
      <ul className="picks">
        {units.map((unit) => (
          <li key={unit.id}>
            <button type="button" className="row row--dense row--wide row--pick" onClick={() => onChoose(unit)}>
              <Building2 className="i dim" aria-hidden="true" />
              <UnitLine unit={unit} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A unit and the way to it. */
export function UnitLine({ unit, whole }: { unit: FoundUnit; whole?: boolean }) {
  const way = [...(whole ? [unit.organisation_name] : []), ...unit.way].join(" › ");
  return (
    <span className="row__body">
      <span className="place__name">{unit.name}</span>
      {way && <span className="place__name t1 dimmer">{way}</span>}
    </span>
  );
}

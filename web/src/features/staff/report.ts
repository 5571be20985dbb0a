import { t } from "@lingui/core/macro";
import type { Client } from "../../core";
import type { StaffImport, StaffStep, StepKind } from "./fields";

const PAGE = 500;

/** A cell that no program takes for a formula. */
export function cell(value: string | number | undefined): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What an import does or did, line by line, as a table that Russian Excel opens as it is. */
export async function saveReport(client: Client, one: StaffImport): Promise<void> {
  const acts: Record<string, string> = {
    create: t`новый`,
    change: t`изменён`,
    move: t`перешёл`,
    return: t`вернулся`,
    leave: t`уволен`,
    error: t`ошибка`,
    warning: t`замечание`,
    rename: t`переименовано`,
    gone: t`в таблице больше нет`,
    keep: t`без изменений`,
  };
  const lines = [[t`Что`, t`Строка`, t`Номер`, t`Имя или название`, t`Было`, t`Стало`].map(cell).join(";")];
  for (const kind of ["unit", "person", "problem"] as const) {
    for await (const step of all(client, one.id, kind)) {
      const was = [step.old_name, ...Object.values(step.was ?? {}), ...jobs(step, true)].filter(Boolean).join(", ");
      const now = [step.text, ...Object.values(step.now ?? {}), ...jobs(step, false)].filter(Boolean).join(", ");
      const row = [acts[step.act] ?? step.act, step.line || "", step.key || step.code, step.name, was, now];
      lines.push(row.map(cell).join(";"));
    }
  }
  const address = URL.createObjectURL(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `staff-${one.id}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function jobs(step: StaffStep, before: boolean): string[] {
  return (step.jobs ?? []).flatMap((job) => {
    if (before) return job.act === "drop" ? [job.title] : job.old_title ? [job.old_title] : [];
    return job.act === "drop" ? [] : [job.title];
  });
}

async function* all(client: Client, number: number, kind: StepKind): AsyncGenerator<StaffStep> {
  for (let after: number | undefined = -1; after !== undefined; ) {
    const page: { readonly steps: readonly StaffStep[]; readonly next?: number | null } = await client.call(
      "list_staff_steps",
      {
        import: number,
        kind,
        after,
        limit: PAGE,
      },
    );
    yield* page.steps;
    after = page.next ?? undefined;
  }
}

import type { Actor, Ask } from "../../core";
import type { View } from "./kinds";

export interface Paper {
  readonly id: number;
  readonly name: string;
}

/** What is typed in the form of an application. */
export interface Form {
  readonly post: number;
  readonly responsible: Actor | undefined;
  readonly inn: string;
  readonly ogrn: string;
  readonly kpp: string;
  readonly papers: readonly Paper[];
  readonly chat: number | undefined;
  readonly title: string;
  readonly name: string;
  readonly about: string;
  readonly samples: readonly string[];
  readonly named: boolean;
}

export function emptyForm(post: number): Form {
  return {
    post,
    responsible: undefined,
    inn: "",
    ogrn: "",
    kpp: "",
    papers: [],
    chat: undefined,
    title: "",
    name: "",
    about: "",
    samples: [""],
    named: true,
  };
}

export function formOf(view: View, responsible: Actor | undefined): Form {
  const { card } = view;
  return {
    post: view.post,
    responsible: view.responsible === view.post ? undefined : responsible,
    inn: view.inn,
    ogrn: view.ogrn,
    kpp: view.kpp,
    papers: view.files.map(({ id, name }) => ({ id, name: name ?? "" })),
    chat: view.chat ?? undefined,
    title: card.title,
    name: card.name,
    about: view.about,
    samples: view.samples.length > 0 ? view.samples : [""],
    named: view.named,
  };
}

export function asked(form: Form, application: number | undefined): Ask<"set_channel_application"> {
  return {
    as: form.post,
    title: form.title.trim(),
    name: form.name.trim(),
    inn: form.inn.trim(),
    ogrn: form.ogrn.trim(),
    kpp: form.kpp.trim(),
    about: form.about.trim(),
    samples: form.samples.map((sample) => sample.trim()).filter(Boolean),
    files: form.papers.map(({ id }) => id),
    named: form.named,
    ...(application === undefined ? {} : { application }),
    ...(form.responsible ? { responsible: form.responsible.id } : {}),
    ...(form.chat === undefined ? {} : { chat: form.chat }),
  };
}

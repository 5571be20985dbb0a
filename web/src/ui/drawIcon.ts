import { type ComponentType, createElement, type SVGProps } from "react";

interface Shape {
  readonly node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
}

const FRAME = {
  xmlns: "http://www.w3.org/2000/svg",
  width: 24,
  height: 24,
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 2,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

/** An icon of the family: the build gives us its lines (icons.ts beside the build's settings). */
export default function drawIcon({ node }: Shape): ComponentType<SVGProps<SVGSVGElement>> {
  return (props) =>
    createElement("svg", { ...FRAME, ...props }, ...node.map(([tag, attributes]) => createElement(tag, attributes)));
}

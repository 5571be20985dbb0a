import { Bot, Check, Megaphone, UserRoundX } from "lucide-react";
import { initials } from "./names";

/** The shape says what it is: circle, square, cut corners, two circles, bell. */
export type AvatarShape = "person" | "post" | "bot" | "moved" | "group" | "channel" | "saved";

interface AvatarProps {
  shape: AvatarShape;
  name: string;
  id: number;
  size?: "s" | "m" | "l" | "xl";
  vacant?: boolean;
  sealed?: boolean;
  /** The address of a square picture; it takes the place of the letters. */
  picture?: string | undefined;
  icon?: React.ReactNode;
}

/** One of six quiet grounds, the same for the same id everywhere. */
export function hueOf(id: number): number {
  return (Math.abs(id) % 6) + 1;
}

export function Avatar({ shape, name, id, size = "l", vacant, sealed, picture, icon }: AvatarProps) {
  const className = ["av", shape !== "person" && shape !== "saved" && `av--${shape}`, size !== "l" && `av--${size}`]
    .filter(Boolean)
    .join(" ");
  const inside =
    icon ?? (picture ? <img className="av__photo" src={picture} alt="" loading="lazy" /> : inner(shape, name, vacant));
  return (
    <span className={className} data-hue={hueOf(id)} aria-hidden="true">
      {shape === "group" ? (
        <>
          <span />
          <span>{inside}</span>
        </>
      ) : (
        inside
      )}
      {sealed && (
        <span className="av__seal">
          <Check className="i" />
        </span>
      )}
    </span>
  );
}

function inner(shape: AvatarShape, name: string, vacant: boolean | undefined): React.ReactNode {
  if (vacant) return <UserRoundX className="i" />;
  if (shape === "bot") return <Bot className="i" />;
  if (shape === "channel" && !name) return <Megaphone className="i" />;
  return initials(name);
}

import { useLocation, useSearch } from "wouter";
import { ShareDialog } from "./ShareDialog";

/** Where `/share?text=…` leads: a text to be said somewhere, by the person himself. */
export default function SharePage() {
  const [, go] = useLocation();
  const params = new URLSearchParams(useSearch());
  const text = [params.get("text"), params.get("url")].filter(Boolean).join("\n").slice(0, 4000);
  const home = () => go("/", { replace: true });
  return <ShareDialog text={text} onClose={home} onSent={home} />;
}

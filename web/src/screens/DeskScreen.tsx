import { Desk } from "./channels";
import { Page } from "./Frame";

/** Channels of institutions; the queue is for those too who are not signed in. */
export default function DeskScreen() {
  return (
    <Desk
      page={(title, content, tabs) => (
        <Page title={title} tabs={tabs && <div className="page__tabs">{tabs}</div>}>
          {content}
        </Page>
      )}
    />
  );
}

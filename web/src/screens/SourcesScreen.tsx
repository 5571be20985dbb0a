import SourcesPane from "../features/sources/SourcesPane";
import { ImportView } from "../features/staff/ImportView";

/** Directories as sources; what they bring is looked at, applied and undone as a table's is. */
export default function SourcesScreen() {
  return <SourcesPane report={ImportView} />;
}

// A class for the row beside a line of the text, where its number stands.
import { GutterMarker } from '@codemirror/view';

export class Beside extends GutterMarker {
  constructor(elementClass) {
    super();
    this.elementClass = elementClass;
  }
}

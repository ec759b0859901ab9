export default (width, height) => width * height;
export const perimeter = (width, height) => 2 * (width + height);
export let made = 0;
export class Shape {
  #name;
  constructor(name) {
    this.#name = name;
    made += 1;
  }
  describe() {
    return `a ${this.#name}`;
  }
}

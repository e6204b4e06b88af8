/** Style sheets are bundled as text; each view puts its own into the page. */
declare module "*.css" {
  const text: string;
  export default text;
}

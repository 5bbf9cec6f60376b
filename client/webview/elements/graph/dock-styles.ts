// Docks: where lines begin and end at a card.
import { css } from 'lit';

/** Styles for docks, to be used right behind those of the cards. */
export const dockStyles = css`
  .dock.entry-in {
    left: -1px;
  }

  .stacked .dock.entry-in {
    left: 50%;
    top: 0;
  }

  .stacked .entry-card .dock.right {
    bottom: -1px;
    left: 50%;
    top: auto;
  }

  /* Where lines begin and end: without size, at the border of the card. */
  .card .dock {
    display: block;
    height: 0;
    position: absolute;
    top: 50%;
    width: 0;
  }

  .dock.right {
    right: -1px;
  }

  .service-card .dock.left {
    left: 0;
  }

  .client-card .dock.left,
  .dock.left {
    left: -1px;
  }

  .why .dock.left {
    left: -13px;
    top: 0.75em;
  }

  .dock.entry {
    left: 0;
  }

  .stacked .dock.entry {
    left: 50%;
    top: 0;
  }

  .stacked .dock.right {
    left: 0;
    right: auto;
  }

  .stacked .client-card .dock.right {
    bottom: -1px;
    left: 50%;
    top: auto;
  }

  .input {
    display: block;
    height: 18px;
    position: relative;
    width: 0;
  }

  .input .dock.left {
    left: -13px;
  }
`;

import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { useMe } from '../identity/me.js';
import { Icon } from '../parts/icons.js';
import { Disclosure } from './disclosure.js';
import classes from './navigation.module.css';
import { groupsFor, isAt, placeOf, type Place, type PlaceGroup } from './places.js';

/** Where one can go: groups in a row where there is room, else all of them behind one button. */
export function Navigation(): ReactElement {
  const { me } = useMe();
  const groups = groupsFor(me);
  return (
    <nav aria-label="Portal" className={classes.navigation}>
      <ul className={classes.row}>
        {groups.map((group) => (
          <li key={group.words}>
            <Group group={group} />
          </li>
        ))}
      </ul>
      <Disclosure
        id="menu"
        button={
          <>
            <Icon of="menu" size={20} /> Menu
          </>
        }
        classNames={{ root: classes.menu, button: classes.menuButton, panel: classes.sheet }}
      >
        {groups.map(({ words, places }) => (
          <section key={words} aria-label={words} className={classes.section}>
            {places.length > 1 ? <p className={classes.groupName}>{words}</p> : null}
            <ul className={classes.links}>
              {places.map((place) => (
                <li key={place.to}>
                  <PlaceLink place={place} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Disclosure>
    </nav>
  );
}

function Group({ group: { words, places } }: { group: PlaceGroup }): ReactElement {
  const at = placeOf(useLocation().pathname);
  const [first] = places;
  if (places.length === 1 && first !== undefined) {
    const isHere = isAt(at, first.to);
    return (
      <Link to={first.to} className={classes.place} aria-current={isHere ? 'page' : undefined}>
        {words}
      </Link>
    );
  }
  return (
    <Disclosure
      button={
        <>
          {words} <Icon of="down" size={14} />
        </>
      }
      isCurrent={places.some(({ to }) => isAt(at, to))}
      classNames={{ root: classes.group, button: classes.place, panel: classes.panel }}
    >
      <ul className={classes.links}>
        {places.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function PlaceLink({ place: { to, words, about } }: { place: Place }): ReactElement {
  const at = placeOf(useLocation().pathname);
  return (
    <Link to={to} className={classes.link} aria-current={isAt(at, to) ? 'page' : undefined}>
      <span className={classes.words}>{words}</span>
      <span className={classes.about}>{about}</span>
    </Link>
  );
}

import { SetMetadata } from '@nestjs/common';

/** Who may use a route: everybody, whoever enrols organisations, or the organisation that the path names. */
export type Access = 'everyone' | 'registrar' | 'organisation';

/** Key of the metadata that the guard reads. */
export const ACCESS = 'sandbank:directory-access';

/** Published: open to all. */
export const ForEveryone = () => SetMetadata(ACCESS, 'everyone' satisfies Access);

/** For whoever shows the registrar's token. */
export const ForRegistrar = () => SetMetadata(ACCESS, 'registrar' satisfies Access);

/** For the organisation in `:organisation`, shown by its token. */
export const ForOrganisation = () => SetMetadata(ACCESS, 'organisation' satisfies Access);

import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';

const useStyles = makeStyles({
  loading: {
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    padding: '28px 32px',
    maxWidth: '1120px',
  },
  title: { width: '220px' },
  card: { height: '120px' },
});

/** The outline of a page that is on its way. */
export function Loading() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Loading" className={styles.loading}>
      <SkeletonItem size={32} className={styles.title} />
      <SkeletonItem className={styles.card} />
      <SkeletonItem className={styles.card} />
    </Skeleton>
  );
}

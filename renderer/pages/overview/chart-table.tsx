import { makeStyles } from '@fluentui/react-components';
import type { ChartBar } from './chart-shape.ts';

const useStyles = makeStyles({
  unseen: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

export interface ChartTableProps {
  readonly bars: readonly ChartBar[];
  readonly dayName: (day: string) => string;
}

/** The chart in figures, for screen readers. */
export function ChartTable({ bars, dayName }: ChartTableProps) {
  const styles = useStyles();
  return (
    <div className={styles.unseen}>
      <table>
        <caption>Meetings made and steps that failed, day by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Meetings made</th>
            <th scope="col">Steps that failed</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ day, made, failed }) => (
            <tr key={day}>
              <th scope="row">{dayName(day)}</th>
              <td>{made}</td>
              <td>{failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
